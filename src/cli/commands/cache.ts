import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

/** `trovato cache clear`: everything is computed anew, on all servers. */
export function addCache(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('cache')
    .description('what was computed once and is answered again')
    .command('clear')
    .description('empty it, on all servers')
    .action(async () => {
      await withKernel(surroundings, ({ cache }) => cache.clear());
      answer({ json: { cleared: true }, text: 'The cache is empty.' });
    });
}
