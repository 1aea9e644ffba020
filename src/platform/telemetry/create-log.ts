import type { Settings } from '#base';
import { type DestinationStream, pino } from 'pino';
import { prettyFactory } from 'pino-pretty';
import type { Logger } from './log.ts';

const SECRETS = [
  'password',
  'password_hash',
  'token',
  'secret',
  'authorization',
  'cookie',
  'set-cookie',
  'databaseUrl',
];
/** `://user:password@` of an address, wherever it appears. */
const CREDENTIALS = /(:\/\/[^:@/\s"']*):[^@/\s"']+@/g;

/**
 * The log of the program: JSON lines, or readable ones for a person at a terminal. Fields that
 * hold secrets are blanked, and so are passwords in addresses wherever they appear.
 */
export function createLog(
  { logLevel, production }: Pick<Settings, 'logLevel' | 'production'>,
  output: DestinationStream & { readonly isTTY?: boolean } = process.stdout,
): Logger {
  const readable = output.isTTY === true && !production;
  const format = prettyFactory({ ignore: 'pid,hostname', colorize: true });
  const destination = readable
    ? { write: (line: string) => output.write(format(line) ?? '') }
    : output;
  const paths = SECRETS.flatMap((name) => ['', '*', '*.*'].map((depth) => `${depth}["${name}"]`));
  return pino(
    {
      level: logLevel,
      redact: { paths, censor: '[redacted]' },
      hooks: { streamWrite: (line) => line.replace(CREDENTIALS, '$1:[redacted]@') },
    },
    destination,
  );
}
