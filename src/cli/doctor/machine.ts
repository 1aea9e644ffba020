import type { Settings } from '#base';
import { stat, statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { createLocalFileStore } from '#platform/files-store';
import { join } from 'node:path';
import { formatBytes } from './format-bytes.ts';
import { bad, type Finding, good } from './finding.ts';

const OLDEST_NODE = 26;
/** A database that runs out of room stops taking content. */
const LEAST_SPACE = 200_000_000;

export function examineNode(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  return major >= OLDEST_NODE
    ? good('Node', process.versions.node)
    : bad(
        'Node',
        `${process.versions.node} is too old`,
        `Trovato brings Node ${OLDEST_NODE} along: use npm start or bin/trovato after npm install.`,
      );
}

export function examineSecret(
  { secret }: Settings,
  environment: Readonly<Record<string, string | undefined>>,
): Finding {
  const place = environment['TROVATO_SECRET'] ? 'TROVATO_SECRET' : 'kept in the data folder';
  // Random text of 32 letters has about 22 different ones; a sentence has 15.
  return new Set(secret).size >= 12
    ? good('Secret', place)
    : bad(
        'Secret',
        `${place}, and easy to guess`,
        'Make another: openssl rand -base64 32. Everybody will have to sign in again.',
      );
}

export async function examineDataFolder({
  data,
  databaseUrl,
}: Settings): Promise<readonly Finding[]> {
  try {
    await createLocalFileStore(join(data, 'files')).ping();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const advice =
      'Give the folder to the user that runs the site, or set TROVATO_DATA to another.';
    return [bad('Data folder', said, advice)];
  }
  const { mode } = await stat(data);
  const open = process.platform !== 'win32' && (mode & 0o002) !== 0;
  const { bavail, bsize } = await statfs(data);
  const space = bavail * bsize;
  const holds = databaseUrl === undefined ? 'database and files' : 'files';
  return [
    open
      ? bad(
          'Data folder',
          `everybody on this machine may write to ${data}`,
          `Run: chmod o-w ${data}`,
        )
      : good('Data folder', `${data} (${holds})`),
    space >= LEAST_SPACE
      ? good('Disk', `${formatBytes(space)} free`)
      : bad('Disk', `only ${formatBytes(space)} free`, 'Make room, before saving fails.'),
  ];
}

export async function examinePort({ host, port }: Settings): Promise<Finding> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const server = createServer();
  server.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  const problem = await promise;
  if (problem === undefined) return good('Port', port === 0 ? 'any free one' : `${port} is free`);
  if (problem === 'EADDRINUSE') {
    const said = `${port} is in use`;
    const advice = `If that is not this site, stop the other program or set PORT to another number.`;
    return bad('Port', said, advice);
  }
  return bad(
    'Port',
    `this user cannot listen on ${host}:${port} (${problem})`,
    'Set HOST and PORT.',
  );
}
