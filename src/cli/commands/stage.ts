import { instantAt } from '#grammar/fields';
import { previewJson, type Schedule, scheduleJson, type Stage, stageJson } from '#records/stages';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import { addStageChanges, type RunOnStages } from './stage-changes.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface UpdateOptions {
  readonly label?: string;
  readonly description?: string;
  readonly squash?: boolean;
  readonly approval?: boolean;
}

interface CreateOptions {
  readonly label?: string;
  readonly description?: string;
  readonly upstream?: string;
  readonly squash?: true;
  readonly approval?: true;
}

/** `trovato stage …`: parallel versions of the site. */
export function addStage(program: Command, surroundings: Surroundings, answer: Answer): void {
  const stage = program.command('stage').description('stages: parallel versions of the site');
  const run: RunOnStages = (work) =>
    withKernel(surroundings, async (kernel) => {
      const ctx = await contextFor(kernel, undefined);
      return work({ kernel, ctx, stages: kernel.stages });
    });
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
    .option('--approval', 'publish only what is approved')
    .action(async (name: string, { label = name, upstream, ...more }: CreateOptions) => {
      const made = await run(async ({ stages, ctx }) => {
        const standsOn =
          upstream === undefined ? {} : { upstream: (await stages.get(ctx, upstream)).id };
        return stages.create(ctx, { name, label, ...more, ...standsOn });
      });
      answer({ json: stageJson(made), text: `The stage “${made.label}” was made.` });
    });

  stage
    .command('update')
    .description('change what is said of a stage')
    .argument('<stage>', 'its name or id')
    .option('--label <text>', 'what people call it')
    .option('--description <text>')
    .option('--squash', 'leave one revision of what is published')
    .option('--no-squash', 'leave all revisions')
    .option('--approval', 'publish only what is approved')
    .option('--no-approval', 'publish whatever there is')
    .action(async (name: string, options: UpdateOptions) => {
      const updated = await run(async ({ stages, ctx }) =>
        stages.update(ctx, (await stages.get(ctx, name)).id, options),
      );
      answer({ json: stageJson(updated), text: `The stage “${updated.label}” was changed.` });
    });

  addStageChanges(stage, run, answer);

  stage
    .command('schedule')
    .description('publish a stage at a time, or say when it is published')
    .argument('<stage>', 'its name or id')
    .argument('[when]', 'ISO 8601, for example 2026-12-24T18:00; in the time zone of the site')
    .addOption(new Option('--cancel', 'not by itself any more'))
    .action(
      async (name: string, when: string | undefined, { cancel }: { readonly cancel?: true }) => {
        if (cancel && when !== undefined)
          throw new InvalidArgumentError('Give a time or --cancel, and not both.');
        const { found, schedule } = await run(async ({ kernel, stages, ctx }) => {
          const found = await stages.get(ctx, name);
          const due = when === undefined ? null : (instantAt(when, kernel.site().timeZone) ?? when);
          const schedule =
            due === null && !cancel
              ? await stages.schedules.find(ctx, found.id)
              : await stages.schedules.set(ctx, found.id, due);
          return { found, schedule };
        });
        answer({ json: scheduleJson(schedule), text: whenText(found, schedule) });
      },
    );

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

function parseDays(given: string): number {
  const days = Number(given);
  if (!Number.isInteger(days) || days < 1)
    throw new InvalidArgumentError('It is a number of days.');
  return days;
}

function whenText({ label }: Stage, schedule: Schedule | undefined): string {
  if (!schedule) return `“${label}” is not published by itself.`;
  const { due, byName, problem } = schedule;
  return problem === null
    ? `“${label}” is published by itself on ${due.toISOString()}, for ${byName}.`
    : `“${label}” was not published on ${due.toISOString()}: ${problem}`;
}

function lineOf({ name, label, upstreamId }: Stage, all: readonly Stage[]): string {
  const upstream = all.find(({ id }) => id === upstreamId);
  return `${name}  ${label}${upstream === undefined ? '' : `, over ${upstream.name}`}`;
}
