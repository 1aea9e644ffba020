import { Command } from 'commander';
import type { Answer } from './command-result.ts';
import { addAccess } from './commands/access.ts';
import { addCache } from './commands/cache.ts';
import { addCron } from './commands/cron.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExport } from './commands/export.ts';
import { addGather } from './commands/gather.ts';
import { addImport } from './commands/import.ts';
import { addInstall } from './commands/install.ts';
import { addLoginLink } from './commands/login-link.ts';
import { addMigrate } from './commands/migrate.ts';
import { addPlugin } from './commands/plugin.ts';
import { addQueue } from './commands/queue.ts';
import { addRecipe } from './commands/recipe.ts';
import { addStage } from './commands/stage.ts';
import { addStart } from './commands/start.ts';
import { addToken } from './commands/token.ts';
import { addUser } from './commands/user.ts';
import { addWorker } from './commands/worker.ts';
import type { Surroundings } from './surroundings.ts';

/** Every command there is. */
export function createProgram(surroundings: Surroundings, answer: Answer): Command {
  const program = new Command('trovato')
    .description('Runs and looks after a Trovato site.')
    .option('--json', 'one JSON object on standard output, for programs')
    .showHelpAfterError('Add --help to see how it is used.')
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void surroundings.stdout.write(text),
      writeErr: (text) => void surroundings.stderr.write(text),
    });
  for (const add of [
    addStart,
    addInstall,
    addMigrate,
    addLoginLink,
    addToken,
    addUser,
    addPlugin,
    addAccess,
    addCache,
    addCron,
    addWorker,
    addQueue,
    addGather,
    addStage,
    addImport,
    addExport,
    addRecipe,
    addDoctor,
  ]) {
    add(program, surroundings, answer);
  }
  return program;
}
