import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolderFault, makeFolder, Misconfigured } from '#base';
import type { Database } from './database.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { createEmbeddedDatabase } from './embedded-database.ts';
import { type EmbeddedSession, startEmbedded } from './embedded-session.ts';
import { readEmptyDatabase } from './empty-database/empty-database.ts';

/** Opens the embedded database in the data folder, which is this process's until it is closed. */
export async function openDataFolder(data: string): Promise<Database> {
  const release = await lock(data);
  try {
    const folder = join(data, 'database');
    if (!(await exists(folder))) await makeDatabase(data, folder);
    return createEmbeddedDatabase(await start(folder), { release });
  } catch (error) {
    await release();
    throw error;
  }
}

async function lock(data: string): Promise<() => Promise<void>> {
  try {
    makeFolder(data);
    return await lockDataFolder(data);
  } catch (error) {
    throw isSystemError(error) ? unusable(data, error) : error;
  }
}

/** Makes the database beside its place and moves it there, so that a kill leaves no half of one. */
async function makeDatabase(data: string, folder: string): Promise<void> {
  const draft = `${folder}.new`;
  try {
    await rm(draft, { recursive: true, force: true });
    const session = await startEmbedded({ folder: draft, image: await readEmptyDatabase() });
    await session.close();
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw unusable(data, error);
  }
}

async function start(folder: string): Promise<EmbeddedSession> {
  try {
    // Without it PGlite would take the folder for an empty one and begin anew over what is there.
    await stat(join(folder, 'PG_VERSION'));
    return await startEmbedded({ folder, image: undefined });
  } catch (error) {
    throw new Misconfigured(
      'database.damaged',
      `The embedded database in ${folder} does not start: ${reason(error)}. Check that the disk is not full and the folder is all yours; ` +
        'if the database is damaged, put a backup of the folder in its place, or move the folder away to begin anew.',
      { cause: error },
    );
  }
}

function unusable(data: string, error: unknown): Misconfigured {
  return new Misconfigured('database.data_folder', dataFolderFault(data, error), { cause: error });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && ('syscall' in error || 'errcode' in error);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
