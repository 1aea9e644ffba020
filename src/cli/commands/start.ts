import type { Command } from 'commander';

/** `trovato start`: the same as `npm start`. */
export function addStart(program: Command): void {
  program
    .command('start')
    .description('bring the site up and listen')
    .action(async () => {
      await import('#main');
    });
}
