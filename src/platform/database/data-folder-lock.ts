import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { Conflict, isObject } from '#base';

/** A lock of another machine (a container that was ended, say) counts until it is this old. */
const FOREIGN_LASTS = 20_000;
const HEARTBEAT = 5_000;

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** What tells this process from a later one with the same number. */
  readonly started: string;
}

/**
 * Takes the data folder for this process, or throws `Conflict` naming the one that has it. Two
 * programs on one embedded database silently lose rows, and PGlite itself does not look.
 */
export async function lockDataFolder(data: string): Promise<() => Promise<void>> {
  const path = join(data, 'database.lock');
  const own: Holder = { pid: process.pid, host: hostname(), started: startOf(process.pid) ?? '' };
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(own));
  try {
    while (!(await place(draft, path))) {
      const holder = await readHolder(path);
      if (holder !== undefined && (await isAlive(path, holder))) throw inUse(data, holder);
      await removeStale(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
  const heartbeat = setInterval(() => void beat(path), HEARTBEAT);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

/** Puts the lock where nobody else's may be: `link` fails when the name is taken. */
async function place(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead process; of several that try, one moves it away. */
async function removeStale(path: string, stale: Holder | undefined): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  // Somebody may have removed the stale one first and taken the folder since: then put it back.
  const moved = await readHolder(aside);
  if (JSON.stringify(moved) !== JSON.stringify(stale)) await place(aside, path);
  await rm(aside, { force: true });
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    if (!isObject(value)) return undefined;
    const { pid, host, started } = value;
    return typeof pid === 'number' && typeof host === 'string' && typeof started === 'string'
      ? { pid, host, started }
      : undefined;
  } catch {
    return undefined;
  }
}

async function beat(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => {});
}

/** Whether the process that wrote the lock still runs. */
async function isAlive(path: string, { pid, host, started }: Holder): Promise<boolean> {
  if (host !== hostname()) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: 0 }));
    return Date.now() - mtimeMs < FOREIGN_LASTS;
  }
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Not permitted to signal it, so it is there.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const now = startOf(pid);
  return now === undefined || now === started;
}

/** When a process started, with the boot it belongs to; undefined where there is no `/proc`. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold blanks; the start is field 22, the 20th after it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${boot}/${ticks}`;
  } catch {
    return undefined;
  }
}

function inUse(data: string, { pid, host }: Holder): Conflict {
  const here = host === hostname();
  const gone = here
    ? ''
    : ` If it was ended without notice, try again in ${FOREIGN_LASTS / 1000} seconds.`;
  return new Conflict(
    'database.folder_in_use',
    `The data folder ${data} is in use by process ${pid}${here ? '' : ` on ${host}`}; ` +
      `stop it or set TROVATO_DATA to another folder.${gone}`,
  );
}
