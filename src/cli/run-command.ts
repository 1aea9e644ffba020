import { TrovatoError } from '#base';
import { CommanderError } from 'commander';
import type { CommandResult } from './command-result.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

/** Runs `bin/trovato` with these arguments; answers its exit code. */
export async function runCommand(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<number> {
  const { stdout, stderr, environment } = surroundings;
  const json = args.includes('--json');
  let exitCode = DONE;
  const answer = (result: CommandResult) => {
    if (json) stdout.write(`${JSON.stringify(result.json)}\n`);
    else if (!result.written) stdout.write(`${result.text}\n`);
    if (result.failed) exitCode = FAILED;
  };
  const program = createProgram(surroundings, answer);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return DONE;
      // People have read the message already: commander writes it with the usage.
      if (json) stdout.write(errorJson('cli.wrong_usage', error.message.replace(/^error: /, '')));
      return WRONG_USAGE;
    }
    if (environment['TROVATO_LOG_LEVEL'] === 'debug' && error instanceof Error) {
      stderr.write(`${error.stack ?? error.message}\n`);
    }
    const { code, message, problems, details } = describe(error);
    if (json) stdout.write(errorJson(code, message, problems, details));
    else stderr.write(`${message}\n`);
    return FAILED;
  }
}

function errorJson(
  code: string,
  message: string,
  problems: readonly object[] = [],
  details: object = {},
): string {
  const error = { ...details, code, message, ...(problems.length > 0 ? { problems } : {}) };
  return `${JSON.stringify({ error })}\n`;
}

/** One clear sentence, whatever went wrong. */
function describe(error: unknown) {
  if (error instanceof TrovatoError) {
    const { code, problems, details = {} } = error;
    return { code, problems, details, message: withProblems(error) };
  }
  const said = error instanceof Error ? error.message : String(error);
  const message = `Something unexpected went wrong: ${said}. With TROVATO_LOG_LEVEL=debug the command says where.`;
  return { code: 'cli.unexpected', message, problems: [], details: {} };
}

/** The sentence, and what is wrong where it does not say so itself. */
function withProblems({ message, problems }: TrovatoError): string {
  const missing = problems.filter((problem) => !message.includes(problem.message));
  return [message, ...missing.map((problem) => `  ${problem.pointer} ${problem.message}`)].join(
    '\n',
  );
}
