import { parseArgs } from 'node:util';
import { PluginProblem } from '../plugin-problem.ts';
import { build } from './build.ts';
import type { Command, Surroundings } from './command.ts';
import { createNew } from './new.ts';
import { pack } from './pack.ts';
import { runTests } from './run-tests.ts';
import { WrongUsage } from './wrong-usage.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  new: createNew,
  build,
  test: runTests,
  pack,
};

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs `trovato-plugin` with these arguments; answers its exit code. */
export async function runCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr } = surroundings;
  try {
    const { positionals, values } = parsed(args);
    const [name, ...rest] = positionals;
    if (values.help || name === undefined) {
      stdout.write(USAGE);
      return values.help ? DONE : WRONG_USAGE;
    }
    const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (command === undefined) throw new WrongUsage(`There is no command “${name}”.`);
    const check = values['no-check'] !== true;
    if (!check && command !== build && command !== pack) {
      throw new WrongUsage(`“${name}” checks no types, so it takes no --no-check.`);
    }
    return (await command(rest, surroundings, { check })) ? DONE : FAILED;
  } catch (error) {
    if (error instanceof WrongUsage) {
      stderr.write(`${error.message}\n\n${USAGE}`);
      return WRONG_USAGE;
    }
    const said = error instanceof Error ? error : new Error(String(error));
    stderr.write(`${error instanceof PluginProblem ? said.message : unexpected(said)}\n`);
    return FAILED;
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h', default: false },
        'no-check': { type: 'boolean' },
      },
    });
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function unexpected(error: Error): string {
  return `Something unexpected went wrong: ${error.stack ?? error.message}`;
}

const USAGE = `Usage: trovato-plugin COMMAND

  new FOLDER      makes a folder with a plugin that works, and its test
  build [FOLDER]  checks a plugin and builds it into NAME.wasm; several folders, several plugins
  test [FOLDER]   runs its tests: *.test.ts
  pack [FOLDER]   builds it and makes NAME-VERSION.tgz of it, to be installed on a site

For the others FOLDER is where you are, unless you say another. With --no-check, build and pack leave
out what TypeScript says. Exit codes: 0 done, 1 failed, 2 wrong usage.
`;
