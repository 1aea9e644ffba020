import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import {
  changeJson,
  type PlannedRecord,
  previewJson,
  type Stage,
  stageJson,
  type Stages,
  withConflicts,
} from '#records/stages';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import { type Decision, decisionsOf, parseDecision } from '../stage-decisions.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface CreateOptions {
  readonly label?: string;
  readonly description?: string;
  readonly upstream?: string;
  readonly squash?: true;
}

interface Deciding {
  readonly decide: readonly Decision[];
}

/** `trovato stage …`: parallel versions of the site. */
export function addStage(program: Command, surroundings: Surroundings, answer: Answer): void {
  const stage = program.command('stage').description('stages: parallel versions of the site');
  const run = <Result>(work: (asked: Asked) => Promise<Result>): Promise<Result> =>
    withKernel(surroundings, async (kernel) => {
      const ctx = await contextFor(kernel, undefined);
      return work({ kernel, ctx, stages: kernel.stages });
    });
  const deciding = new Option(
    '--decide <what>',
    'which side counts where both changed the same: mine or theirs, for all of it, or item:ID=mine, or item:ID/title=mine; may be given several times',
  )
    .argParser((one: string, before: readonly Decision[]) => [...before, parseDecision(one)])
    .default([], 'none');

  stage
    .command('list')
    .description('all stages, with what they stand on')
    .action(async () => {
      const stages = await run(async ({ stages, ctx }) => stages.list(ctx));
      answer({
        json: { stages: stages.map(stageJson) },
        text: stages.map((one) => lineOf(one, stages)).join('\n'),
      });
    });

  stage
    .command('create')
    .description('make a stage')
    .argument('<name>', 'lower-case letters, digits and _')
    .option('--label <text>', 'what people call it; default its name')
    .option('--description <text>')
    .option('--upstream <stage>', 'the stage that shows through; default live')
    .option('--squash', 'leave one revision of what is published')
    .action(async (name: string, { label = name, upstream, ...more }: CreateOptions) => {
      const made = await run(async ({ stages, ctx }) => {
        const standsOn =
          upstream === undefined ? {} : { upstream: (await stages.get(ctx, upstream)).id };
        return stages.create(ctx, { name, label, ...more, ...standsOn });
      });
      answer({ json: stageJson(made), text: `The stage “${made.label}” was made.` });
    });

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
    .addOption(deciding)
    .option('--log <text>', 'what the history says of it')
    .action(
      async (
        name: string,
        records: readonly string[],
        { decide, log }: Deciding & { readonly log?: string },
      ) => {
        const only = records.length === 0 ? undefined : records;
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
    .command('close')
    .description('close a stage that has no changes')
    .argument('<stage>', 'its name or id')
    .action(async (name: string) => {
      const closed = await run(async ({ stages, ctx }) => {
        const found = await stages.get(ctx, name);
        await stages.close(ctx, found.id);
        return found;
      });
      answer({
        json: { id: closed.id, name: closed.name },
        text: `The stage “${closed.label}” is closed.`,
      });
    });

  stage
    .command('preview')
    .description('print a link that shows a stage to whoever has it, for reading')
    .argument('<stage>', 'its name or id')
    .option('--days <number>', 'how long it shows the stage: 1 to 90; default 7', parseDays)
    .option('--note <text>', 'whom it is for')
    .action(async (name: string, options: { readonly days?: number; readonly note?: string }) => {
      const made = await run(async ({ kernel, stages, ctx }) => {
        const { id } = await stages.get(ctx, name);
        const { preview, token } = await stages.previews.create(ctx, id, options);
        const { baseUrl, port } = kernel.settings;
        const url = `${baseUrl ?? `http://localhost:${port}`}/preview/${token}`;
        return { ...previewJson(preview), url };
      });
      answer({ json: made, text: made.url });
    });
}

interface Asked {
  readonly kernel: Kernel;
  readonly ctx: RequestContext;
  readonly stages: Stages;
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

function parseDays(given: string): number {
  const days = Number(given);
  if (!Number.isInteger(days) || days < 1)
    throw new InvalidArgumentError('It is a number of days.');
  return days;
}

function lineOf({ name, label, upstreamId }: Stage, all: readonly Stage[]): string {
  const upstream = all.find(({ id }) => id === upstreamId);
  return `${name}  ${label}${upstream === undefined ? '' : `, over ${upstream.name}`}`;
}

function changeLine({ type, id, label, change, by, settlement }: PlannedRecord): string {
  const conflict = settlement.is === 'conflict' ? '; changed on both sides' : '';
  return `${type}:${id}  ${change}  ${label}, by ${by}${conflict}`;
}

function counted(count: number): string {
  return count === 1 ? 'One record was' : `${count} records were`;
}
