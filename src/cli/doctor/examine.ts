import { type Settings, TrovatoError } from '#base';
import { type Database, openDatabase } from '#platform/database';
import type { Surroundings } from '../surroundings.ts';
import { settingsOf } from '../with-kernel.ts';
import { examineDatabase } from './database.ts';
import { bad, type Finding, good, unknown } from './finding.ts';
import { examinePlugins } from './plugins.ts';
import { examineRedis } from './redis.ts';
import { examineDataFolder, examineNode, examinePort, examineSecret } from './machine.ts';

/** Looks at everything that a site needs; one thing being wrong does not keep it from the others. */
export async function examine(surroundings: Surroundings): Promise<readonly Finding[]> {
  const node = examineNode();
  let settings: Settings;
  try {
    settings = settingsOf(surroundings);
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    const advice = 'Put it right in the environment or in trovato.toml.';
    return [node, bad('Settings', error.message, advice)];
  }
  const opened = await open(settings);
  const port = await examinePort(settings);
  const isRunning = opened.kind === 'in use' && (port.state !== 'good' || settings.port === 0);
  return [
    node,
    good('Settings', settings.databaseUrl === undefined ? 'embedded database' : 'PostgreSQL'),
    examineSecret(settings, surroundings.environment),
    ...(await examineDataFolder(settings)),
    ...(await examineOpened(opened, settings, isRunning)),
    await examineRedis(settings),
    isRunning ? unknown('Port', 'not looked at, since the site is running') : port,
  ];
}

type Opened =
  | { readonly kind: 'open'; readonly database: Database }
  | { readonly kind: 'in use'; readonly said: string }
  | { readonly kind: 'failed'; readonly said: string };

async function open(settings: Settings): Promise<Opened> {
  try {
    return { kind: 'open', database: await openDatabase(settings) };
  } catch (error) {
    if (!(error instanceof TrovatoError)) throw error;
    const kind = error.code === 'database.folder_in_use' ? 'in use' : 'failed';
    return { kind, said: error.message };
  }
}

async function examineOpened(
  opened: Opened,
  settings: Settings,
  isRunning: boolean,
): Promise<readonly Finding[]> {
  switch (opened.kind) {
    case 'open': {
      await using database = opened.database;
      const findings = await examineDatabase(database, settings);
      const usable = findings.some(({ name, state }) => name === 'Tables' && state === 'good');
      return usable ? [...findings, ...(await examinePlugins(database, settings))] : findings;
    }
    case 'in use':
      return [
        examineLock(/process \d+/.exec(opened.said)?.[0] ?? 'a process', settings, isRunning),
        unknown(
          'Database',
          'not looked at, since the data folder is in use; stop the site to have it examined',
        ),
      ];
    case 'failed':
      return [bad('Database', opened.said, 'Nothing else of it could be examined.')];
    default:
      return opened satisfies never;
  }
}

function examineLock(holder: string, { port }: Settings, isRunning: boolean): Finding {
  return isRunning
    ? good('Lock', `${holder} has the data folder, as it should while the site runs`)
    : bad(
        'Lock',
        `${holder} has the data folder, and nobody listens on port ${port}`,
        'If that is this site on another port, set PORT to it here too. Else stop that process, or set TROVATO_DATA to a folder of this site’s own.',
      );
}
