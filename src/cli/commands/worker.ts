import { once } from 'node:events';
import { NotFound } from '#base';
import type { Kernel } from '#kernel';
import { type Command, InvalidArgumentError } from 'commander';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

const MOST_SLOTS = 64;

/** `trovato worker [QUEUE…]`: works on jobs until it is told to end. */
export function addWorker(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('worker')
    .description('work on jobs until it is ended; several may run, on any number of machines')
    .argument('[queue...]', 'only these, as “queue status” names them')
    .option('--jobs <number>', 'so many at once, from 1 to 64', slotsOf, 4)
    .action(async (names: readonly string[], { jobs }: { readonly jobs: number }) => {
      await withKernel(surroundings, async (kernel) => {
        await checkQueues(kernel, names);
        const only = names.length === 0 ? {} : { only: names };
        await using _working = kernel.queues.work({ slots: jobs, ...only });
        const which = names.length === 0 ? 'all queues' : names.join(', ');
        const told = toldToEnd();
        surroundings.stderr.write(`Works on ${which}. Ctrl+C ends it.\n`);
        await told;
      });
      answer({ json: { ended: true }, text: 'Ended. What was not done is given back.' });
    });
}

function slotsOf(text: string): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MOST_SLOTS) return number;
  throw new InvalidArgumentError('It is a number from 1 to 64.');
}

/** Plugins may have queues that they do not tell of. */
async function checkQueues({ queues }: Kernel, names: readonly string[]): Promise<void> {
  const known = (await queues.list()).map(({ name }) => name);
  const unknown = names.find((name) => !name.includes(':') && !known.includes(name));
  if (unknown === undefined) return;
  const there = known.length === 0 ? 'There are none yet' : `There are ${known.join(', ')}`;
  throw new NotFound('cli.no_such_queue', `There is no queue “${unknown}”. ${there}.`);
}

async function toldToEnd(): Promise<void> {
  // An open database alone keeps no process alive.
  const alive = setInterval(() => undefined, 60_000);
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  clearInterval(alive);
}
