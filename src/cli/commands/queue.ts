import type { RequestContext } from '#grammar/access';
import type { Job, JobState, KnownQueue } from '#platform/queue';
import type { Jobs } from '#records/jobs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

const STATES: readonly JobState[] = ['waiting', 'running', 'failed', 'done'];

/** `trovato queue status|list|retry|delete`: jobs that wait, are under way, failed or are done. */
export function addQueue(program: Command, surroundings: Surroundings, answer: Answer): void {
  const queue = program.command('queue').description('work that is done in the background');
  const run = <Result>(work: (jobs: Jobs, ctx: RequestContext) => Promise<Result>) =>
    withKernel(surroundings, async (kernel) =>
      work(kernel.jobs, await contextFor(kernel, undefined)),
    );

  queue
    .command('status')
    .description('how many jobs each queue has')
    .action(async () => {
      const queues = await run((jobs, ctx) => jobs.listQueues(ctx));
      const text = queues.length === 0 ? 'There are no queues.' : queues.map(inWords).join('\n');
      answer({ json: { queues }, text });
    });

  queue
    .command('list')
    .description('jobs, with why they failed')
    .argument('[queue]', 'only of this one')
    .addOption(new Option('--state <state>', 'only these').choices(STATES).default('failed'))
    .action(async (name: string | undefined, { state }: { readonly state: JobState }) => {
      const filter = { state, ...(name === undefined ? {} : { queue: name }) };
      const jobs = await run((all, ctx) => all.list(ctx, filter));
      answer({ json: { jobs }, text: jobs.length === 0 ? 'None.' : jobs.map(line).join('\n') });
    });

  queue
    .command('retry')
    .description('have jobs begun anew that ended; without a number all that failed')
    .argument('[job...]', 'their numbers', idsOf)
    .option('--queue <queue>', 'all that failed of this one')
    .action(async (ids: readonly number[], only: { readonly queue?: string }) => {
      const retried = await run(async (jobs, ctx) => {
        if (ids.length === 0) return jobs.retryFailed(ctx, only.queue);
        for (const id of ids) await jobs.retry(ctx, id);
        return ids.length;
      });
      answer({ json: { retried }, text: `${counted(retried)} begun when a worker has time.` });
    });

  queue
    .command('delete')
    .description('delete jobs that nobody is at')
    .argument('<job...>', 'their numbers', idsOf)
    .action(async (ids: readonly number[]) => {
      await run(async (jobs, ctx) => {
        for (const id of ids) await jobs.delete(ctx, id);
      });
      answer({ json: { deleted: ids }, text: `${counted(ids.length)} deleted.` });
    });
}

/** Called once for each number. */
function idsOf(text: string, before: readonly number[] = []): readonly number[] {
  if (/^[1-9]\d{0,14}$/.test(text)) return [...before, Number(text)];
  throw new InvalidArgumentError('It is the number of a job.');
}

function counted(count: number): string {
  return count === 1 ? 'One job is' : `${count} jobs are`;
}

function inWords({ name, isWorked, jobs }: KnownQueue): string {
  const { waiting, running, failed, done } = jobs;
  const nobody = isWorked ? '' : '; nobody works on it';
  return `${name}: ${waiting} waiting, ${running} under way, ${failed} failed, ${done} done${nobody}`;
}

function line({ id, queue, said, attempts, progress }: Job): string {
  const far = progress === undefined ? '' : ` ${Math.round(progress * 100)} %`;
  return `${id} ${queue}, begun ${attempts} times${far}${said === '' ? '' : `: ${said}`}`;
}
