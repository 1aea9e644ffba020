import type { TaskResult } from '#records/cron';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import { contextFor } from '../find-user.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato cron`: does what is due, once, and ends. */
export function addCron(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('cron')
    .description('do what is due: cleaning up, and what plugins do regularly')
    .option('--all', 'everything, due or not')
    .action(async ({ all }: { readonly all?: true }) => {
      const results = await withKernel(surroundings, async (kernel) => {
        const ctx = await contextFor(kernel, undefined);
        return all ? kernel.cron.runAll(ctx) : kernel.cron.runDue(ctx);
      });
      const text = results.length === 0 ? 'Nothing is due.' : results.map(describe).join('\n');
      const failed = results.some(({ outcome }) => outcome === 'failed');
      answer({ json: { tasks: results }, text, failed });
    });
}

function describe({ name, outcome, said, duration }: TaskResult): string {
  const mark = outcome === 'done' ? '✓' : '✗';
  return `${mark} ${name}: ${said === '' ? outcome : said} (${duration} ms)`;
}
