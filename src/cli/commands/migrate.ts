import { migrate, openDatabase } from '#platform/database';
import type { Command } from 'commander';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { settingsOf } from '../with-kernel.ts';

/** `trovato migrate`: the tables as this program needs them. Kernels do it at their start, too. */
export function addMigrate(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('migrate')
    .description('bring the tables of the database up to date')
    .action(async () => {
      await using database = await openDatabase(settingsOf(surroundings));
      await database.ping();
      const applied = await migrate(database);
      answer({
        json: { applied },
        text:
          applied.length === 0
            ? 'The database is up to date.'
            : `Applied: ${applied.join(', ')}. The database is up to date.`,
      });
    });
}
