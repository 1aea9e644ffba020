import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '#base';

/** Where components are kept as they were taken apart; what is lost there can be made again. */
export interface KeptParts {
  find(key: PartsKey): Promise<Uint8Array | undefined>;
  save(key: PartsKey, bytes: Uint8Array): Promise<void>;
}

export interface PartsKey {
  /** Of the component's bytes, hexadecimal. */
  readonly hash: string;
  /** What differs with the settings and the version of the program. */
  readonly madeFor: string;
}

const DAY = 24 * 60 * 60 * 1_000;
const KEPT_FOR = 30 * DAY;

/** One file for each, whole or not there; gone a month after it was of use last. */
export function keepInFolder(folder: string): KeptParts {
  const fileOf = ({ hash, madeFor }: PartsKey) => join(folder, `${hash}-${madeFor}`);
  return {
    async find(key) {
      const bytes = await readFile(fileOf(key)).catch(() => undefined);
      // Its time says when it was of use last; where that cannot be said it is made again some day.
      if (bytes) await utimes(fileOf(key), new Date(), new Date()).catch(() => undefined);
      return bytes;
    },
    async save(key, bytes) {
      const half = `${fileOf(key)}.${newId()}`;
      await mkdir(folder, { recursive: true });
      await writeFile(half, bytes);
      await rename(half, fileOf(key));
      await removeUnused(folder);
    },
  };
}

async function removeUnused(folder: string): Promise<void> {
  const before = Date.now() - KEPT_FOR;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    // Another process may have been faster.
    const found = await stat(file).catch(() => undefined);
    if (found && found.mtimeMs < before) await rm(file, { force: true });
  }
}
