import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { constants, zstdCompress, zstdDecompress } from 'node:zlib';

/** Far enough back to see that the three databases in it are the same (1.2 MB instead of 4). */
const WINDOW = 27;

/**
 * Where the folder of an empty database is kept: making one takes PostgreSQL's `initdb` 2.4 s,
 * unpacking this 0.3 s. It belongs to one version of PGlite; `npm run empty-database` makes it.
 */
export function emptyDatabaseFile(): URL {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = createRequire(main)('../package.json') as { version: string };
  return new URL(`./pglite-${version}.tar.zst`, import.meta.url);
}

/** The folder of an empty database as a tar, or undefined when there is none for this version. */
export async function readEmptyDatabase(): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const packed = await readFile(emptyDatabaseFile()).catch(() => undefined);
  if (packed === undefined) return undefined;
  const params = { [constants.ZSTD_d_windowLogMax]: WINDOW };
  return new Uint8Array(await promisify(zstdDecompress)(packed, { params }));
}

/** A tar of a database folder, packed as tightly as it goes. */
export function packEmptyDatabase(tar: Uint8Array): Promise<Buffer> {
  const params = {
    [constants.ZSTD_c_compressionLevel]: 19,
    [constants.ZSTD_c_windowLog]: WINDOW,
    [constants.ZSTD_c_enableLongDistanceMatching]: 1,
  };
  return promisify(zstdCompress)(tar, { params });
}
