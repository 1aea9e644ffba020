import { LIVE } from '#base';
import type { FormDefinition, FormElements } from '#grammar/forms';
import type { Stage } from '../stage.ts';
import type { Stages } from '../stages.ts';
import { stageUrl, upstreamOf } from './stage-place.ts';

/** Adds a stage, or changes the one it is given. */
export function stageForm(stages: Stages): FormDefinition<{ readonly stage: Stage | undefined }> {
  return {
    id: 'stage_form',
    build: async (_ctx, { stage }) => ({
      elements: {
        label: {
          kind: 'text',
          label: 'Name',
          help: 'What people call it, for example Autumn programme.',
          required: true,
          maxLength: 100,
          default: stage?.label ?? '',
        },
        ...(stage ? {} : newElements(stages)),
        description: {
          kind: 'textarea',
          label: 'Description',
          help: 'What is prepared here, for those who work in it.',
          rows: 3,
          maxLength: 500,
          default: stage?.description ?? '',
        },
        squash: {
          kind: 'switch',
          label: 'Throw away the single revisions at publish',
          help: 'Of all that was saved here on the way, one revision is left in the history of each record.',
          default: stage?.squash ?? false,
        },
        approval: {
          kind: 'switch',
          label: 'Only what is approved is published',
          help: 'Who writes here submits what is ready; who may approve in this stage approves it, or sends it back.',
          default: stage?.approval ?? false,
        },
      },
      actions: { save: { label: stage ? 'Save' : 'Add stage', look: 'primary' } },
    }),
    async submit(ctx, { stage }, values) {
      const { label, description, squash, approval } = values;
      const input = { label, description, squash, approval };
      const saved = stage
        ? await stages.update(ctx, stage.id, input)
        : await stages.create(ctx, {
            ...input,
            name: values['name'],
            upstream: values['upstream'],
          });
      const upstream = upstreamOf(stages, saved)?.label ?? 'live';
      return {
        kind: 'redirect',
        to: stage?.id === LIVE ? '/admin/stages' : stageUrl(saved),
        messages: [
          {
            tone: 'positive',
            text: stage
              ? `“${saved.label}” was saved.`
              : `“${saved.label}” was made. It shows what ${upstream} shows until something is changed in it.`,
          },
        ],
      };
    },
  };
}

function newElements(stages: Stages): FormElements {
  return {
    name: {
      kind: 'text',
      label: 'Machine name',
      help: 'Small letters, digits and underscores. Permissions are called by it, so it stays as it is.',
      required: true,
      maxLength: 32,
      machineNameOf: '/label',
    },
    upstream: {
      kind: 'select',
      label: 'Is published to',
      help: 'What that stage shows is seen here too, until it is changed here. It stays as it is.',
      required: true,
      options: stages.known().map(({ id, label }) => ({ value: id, label })),
      default: LIVE,
    },
  };
}
