import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Conflict, isObject } from '#base';

const SQLITE_BUSY = 5;

/**
 * Takes the data folder for this process, or throws `Conflict` naming the one that has it. Two
 * programs on one embedded database silently lose rows, and PGlite itself does not look.
 *
 * Node has no file locks, but SQLite has, on every system, and the system lifts them when a process
 * ends, however it ends. A file with a process number in it would need somebody to decide whether
 * that process is still the same one, and two who decide so at once both win.
 */
export async function lockDataFolder(data: string): Promise<() => Promise<void>> {
  const holderFile = join(data, 'database.pid');
  const lock = new DatabaseSync(join(data, 'database.lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw error;
    throw new Conflict(
      'database.folder_in_use',
      `The data folder ${data} is in use by ${await readHolder(holderFile)}; stop it or set TROVATO_DATA to another folder.`,
    );
  }
  await writeFile(holderFile, JSON.stringify({ pid: process.pid, host: hostname() }));
  return async () => {
    await rm(holderFile, { force: true });
    lock.close();
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

/** Who has the folder, for the message; only the lock decides. */
async function readHolder(path: string): Promise<string> {
  try {
    const holder: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isObject(holder)) return 'another process';
    const { pid, host } = holder;
    const where = host === hostname() ? '' : ` on ${String(host)}`;
    return `process ${String(pid)}${where}`;
  } catch {
    return 'another process';
  }
}
