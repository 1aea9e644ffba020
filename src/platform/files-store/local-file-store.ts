import { makeFolder, NotFound, TooLarge, Unavailable } from '#base';
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import type { FileStore } from './file-store.ts';

/** `ab/cdef…`: 256 folders keep each of them small; 128 random bits are never guessed. */
const KEY = /^[0-9a-f]{2}\/[0-9a-f]{30}$/;

/** Files in `folder` on this machine's disk. */
export function createLocalFileStore(folder: string): FileStore {
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw new NotFound('files_store.unknown_key', 'There is no such file.');
    return join(folder, key);
  };

  return {
    async put(content, options = {}) {
      const random = randomBytes(16).toString('hex');
      const key = `${random.slice(0, 2)}/${random.slice(2)}`;
      const path = pathOf(key);
      const unfinished = `${path}.part`;
      await mkdir(dirname(path), { recursive: true });
      try {
        const size = await writeAll(content, unfinished, options.maxSize ?? Infinity);
        await rename(unfinished, path);
        return { key, size };
      } catch (error) {
        content.destroy();
        await rm(unfinished, { force: true });
        throw error;
      }
    },

    async open(key, range) {
      try {
        const handle = await open(pathOf(key));
        return handle.createReadStream(range ?? {});
      } catch (error) {
        if (isMissing(error)) {
          throw new NotFound('files_store.unknown_key', 'There is no such file.', { cause: error });
        }
        throw error;
      }
    },

    async findSize(key) {
      try {
        return (await stat(pathOf(key))).size;
      } catch (error) {
        if (isMissing(error) || error instanceof NotFound) return undefined;
        throw error;
      }
    },

    async delete(key) {
      await rm(pathOf(key), { force: true });
    },

    async ping() {
      try {
        makeFolder(folder);
        await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
      } catch (error) {
        throw new Unavailable(
          'files_store.not_writable',
          `Files cannot be written to ${folder}. Check that the folder belongs to the user that runs the site.`,
          { cause: error },
        );
      }
    },
  };
}

/** Writes and syncs: a key is only handed out for bytes that are on the disk. */
async function writeAll(content: Readable, path: string, maxSize: number): Promise<number> {
  await using handle = await open(path, 'wx', 0o640);
  let size = 0;
  for await (const chunk of content) {
    const bytes: unknown = chunk;
    const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(String(bytes));
    size += buffer.length;
    if (size > maxSize) {
      throw new TooLarge('files_store.too_large', `The file has more than ${maxSize} bytes.`);
    }
    await handle.writeFile(buffer);
  }
  await handle.sync();
  return size;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
