import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import {
  changeJson,
  type PlannedRecord,
  REVIEW_STATES,
  type ReviewState,
  type Stages,
  withConflicts,
} from '#records/stages';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../command-result.ts';
import { type Decision, decisionsOf, parseDecision } from '../stage-decisions.ts';

interface Asked {
  readonly kernel: Kernel;
  readonly ctx: RequestContext;
  readonly stages: Stages;
}

/** Does something with the stages of the site, as the system. */
export type RunOnStages = <Result>(work: (asked: Asked) => Promise<Result>) => Promise<Result>;

interface Deciding {
  readonly decide: readonly Decision[];
}

interface Publishing extends Deciding {
  readonly approved?: true;
  readonly log?: string;
}

/** `trovato stage changes`, and what becomes of them. */
export function addStageChanges(stage: Command, run: RunOnStages, answer: Answer): void {
  const deciding = new Option(
    '--decide <what>',
    'which side counts where both changed the same: mine or theirs, for all of it, or item:ID=mine, or item:ID/title=mine; may be given several times',
  )
    .argParser((one: string, before: readonly Decision[]) => [...before, parseDecision(one)])
    .default([], 'none');

  stage
    .command('changes')
    .description('what a stage has of its own')
    .argument('<stage>', 'its name or id')
    .action(async (name: string) => {
      const changes = await run(async ({ stages, ctx }) =>
        stages.plan(ctx, (await stages.get(ctx, name)).id),
      );
      answer({
        json: { changes: changes.map(changeJson) },
        text: changes.map(changeLine).join('\n') || 'Nothing is changed here.',
      });
    });

  stage
    .command('publish')
    .description('make what a stage stands on as the stage shows it: all of it or nothing')
    .argument('<stage>', 'its name or id')
    .argument('[record...]', 'only these, as “changes” calls them', recordsOf)
    .option('--approved', 'all that is approved as it is')
    .addOption(deciding)
    .option('--log <text>', 'what the history says of it')
    .action(
      async (name: string, records: readonly string[], { approved, decide, log }: Publishing) => {
        if (approved && records.length > 0)
          stage.error('error: say which records, or --approved, and not both.');
        const named = records.length === 0 ? undefined : records;
        const only = approved ? 'approved' : named;
        const result = await run(async ({ stages, ctx }) => {
          const { id } = await stages.get(ctx, name);
          const conflicts = () => stages.conflicts(ctx, id, only);
          const decisions = await decisionsOf(decide, conflicts);
          return withConflicts(
            () =>
              stages.publish(ctx, id, {
                decisions,
                ...(only === undefined ? {} : { only }),
                ...(log === undefined ? {} : { log }),
              }),
            conflicts,
          );
        });
        const { id = null, changes } = result;
        answer({
          json: { id, changes },
          text:
            id === null ? 'There was nothing to publish.' : `${counted(changes)} published: ${id}`,
        });
      },
    );

  stage
    .command('undo')
    .description('take a publish back')
    .argument('<publish>', 'its id, or the stage whose last publish is taken back')
    .addOption(deciding)
    .action(async (named: string, { decide }: Deciding) => {
      const publish = await run(async ({ stages, ctx }) => {
        const id = await publishNamed(stages, ctx, named);
        if (id === undefined) return undefined;
        const conflicts = () => stages.undoConflicts(ctx, id);
        const decisions = await decisionsOf(decide, conflicts);
        await withConflicts(() => stages.undo(ctx, id, decisions), conflicts);
        return id;
      });
      answer({
        json: { id: publish ?? null },
        text:
          publish === undefined ? 'There is nothing to take back.' : 'The publish was taken back.',
      });
    });

  stage
    .command('review')
    .description('submit changes for review, approve them, or send them back')
    .argument('<stage>', 'its name or id')
    .argument('[record...]', 'only these, as “changes” calls them', recordsOf)
    .addOption(
      new Option('--to <state>', 'how far they are then')
        .choices(REVIEW_STATES)
        .makeOptionMandatory(),
    )
    .option('--note <text>', 'why they are sent back')
    .action(
      async (
        name: string,
        records: readonly string[],
        { to, note }: { readonly to: ReviewState; readonly note?: string },
      ) => {
        const moved = await run(async ({ stages, ctx }) =>
          stages.review(ctx, (await stages.get(ctx, name)).id, {
            to,
            ...(records.length === 0 ? {} : { records }),
            ...(note === undefined ? {} : { note }),
          }),
        );
        answer({ json: { moved }, text: reviewedText(to, moved) });
      },
    );

  stage
    .command('move')
    .description('give changes of a stage to another one: all of it or nothing')
    .argument('<from>', 'name or id of the stage that has them')
    .argument('<to>', 'name or id of the one that has them afterwards')
    .argument('[record...]', 'only these, as “changes” calls them', recordsOf)
    .addOption(deciding)
    .action(async (from: string, to: string, records: readonly string[], { decide }: Deciding) => {
      const only = records.length === 0 ? undefined : records;
      const moved = await run(async ({ stages, ctx }) => {
        const ids = [(await stages.get(ctx, from)).id, (await stages.get(ctx, to)).id] as const;
        const conflicts = () => stages.moveConflicts(ctx, ...ids, only);
        const decisions = await decisionsOf(decide, conflicts);
        const options = { decisions, ...(only === undefined ? {} : { records: only }) };
        return withConflicts(() => stages.move(ctx, ...ids, options), conflicts);
      });
      answer({
        json: { moved },
        text: moved === 0 ? 'There was nothing to move.' : `${counted(moved)} moved.`,
      });
    });
}

/** The publish of this id, else the last of this stage that was not taken back. */
async function publishNamed(stages: Stages, ctx: RequestContext, named: string) {
  const isStage = stages.list(ctx).some(({ id, name }) => name === named || id === named);
  if (!isStage) return parseId<'publish'>(named) ?? (await stages.get(ctx, named), undefined);
  const history = await stages.history(ctx, (await stages.get(ctx, named)).id);
  return history.find(({ undone }) => undone === null)?.id;
}

/** Called once for each record. */
function recordsOf(given: string, before: readonly string[] = []): readonly string[] {
  if (!/^[a-z][a-z_]*:.{1,200}$/.test(given))
    throw new InvalidArgumentError(`“${given}” is no record: “changes” says what they are called.`);
  return [...before, given];
}

function changeLine({ type, id, label, change, by, settlement, review }: PlannedRecord): string {
  const conflict = settlement.is === 'conflict' ? '; changed on both sides' : '';
  const state =
    review.state === 'draft' ? '' : `; ${review.state === 'review' ? 'in review' : 'approved'}`;
  return `${type}:${id}  ${change}  ${label}, by ${by}${state}${conflict}`;
}

function counted(count: number): string {
  return count === 1 ? 'One record was' : `${count} records were`;
}

function reviewedText(to: ReviewState, moved: number): string {
  if (moved === 0) return 'There was nothing to move.';
  switch (to) {
    case 'draft':
      return `${counted(moved)} sent back.`;
    case 'review':
      return `${counted(moved)} submitted for review.`;
    case 'approved':
      return `${counted(moved)} approved.`;
    default:
      return to satisfies never;
  }
}
