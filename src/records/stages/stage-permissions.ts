import { LIVE } from '#base';
import { type Actor, can, type Permission } from '#grammar/access';
import type { Stage } from './stage.ts';

export const ADMINISTER_STAGES = 'administer stages';
export const USE_STAGES = 'use stages';
const SHARE_STAGES = 'share stages';

/** May look at the stage. Everybody sees live. */
export function maySee(actor: Actor, stage: Stage): boolean {
  return stage.id === LIVE || maySeeStages(actor);
}

/** May know that there are stages. */
export function maySeeStages(actor: Actor): boolean {
  return can(actor, USE_STAGES) || can(actor, ADMINISTER_STAGES);
}

/** May change what is in the stage, as far as they may change such content at all. */
export function mayWrite(actor: Actor, stage: Pick<Stage, 'name'>): boolean {
  return can(actor, writePermission(stage)) || can(actor, ADMINISTER_STAGES);
}

/** May publish the stage to its upstream, and take that back. */
export function mayPublish(actor: Actor, stage: Pick<Stage, 'name'>): boolean {
  return can(actor, `publish stage ${stage.name}`) || can(actor, ADMINISTER_STAGES);
}

/** May approve what is submitted in the stage, or send it back. */
export function mayApprove(actor: Actor, stage: Pick<Stage, 'name'>): boolean {
  return can(actor, `approve in stage ${stage.name}`) || can(actor, ADMINISTER_STAGES);
}

/** May make links by which people without an account see a stage. */
export function mayShare(actor: Actor): boolean {
  return can(actor, SHARE_STAGES) || can(actor, ADMINISTER_STAGES);
}

export function writePermission({ name }: Pick<Stage, 'name'>): string {
  return `write in stage ${name}`;
}

/** Every permission of the room, those of each stage included. */
export function listStagePermissions(stages: readonly Stage[]): readonly Permission[] {
  return [
    { name: USE_STAGES, label: 'Look at stages, and move between them', group: 'Stages' },
    {
      name: SHARE_STAGES,
      label: 'Make links that show a stage to people without an account',
      group: 'Stages',
    },
    {
      name: ADMINISTER_STAGES,
      label: 'Make and close stages, and do everything in them',
      group: 'Stages',
      dangerous: true,
    },
    ...stages.flatMap((stage) => [
      {
        name: writePermission(stage),
        label: `Change content in “${stage.label}”${stage.id === LIVE ? ', where that is protected' : ''}`,
        group: 'Stages',
      },
      ...(stage.id === LIVE
        ? []
        : [
            {
              name: `approve in stage ${stage.name}`,
              label: `Approve what is submitted in “${stage.label}”, or send it back`,
              group: 'Stages',
            },
            {
              name: `publish stage ${stage.name}`,
              label: `Publish “${stage.label}”, and take that back`,
              group: 'Stages',
            },
          ]),
    ]),
  ];
}
