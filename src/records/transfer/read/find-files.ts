import { glob, readdir, stat } from 'node:fs/promises';
import { extname, join, relative, resolve, sep } from 'node:path';
import type { SourceFile, SourceFormat } from '../mapping.ts';
import { SourceNotFound } from '../transfer-errors.ts';

const FORMATS: Readonly<Record<string, SourceFormat>> = {
  '.json': 'json',
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.csv': 'csv',
  '.tsv': 'csv',
};

/** The format that a file's name promises. */
export function formatOf(path: string): SourceFormat | undefined {
  const extension = extname(path).toLowerCase();
  return Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
}

export interface FoundFile extends SourceFile {
  readonly size: number;
}

/**
 * The files that `given` names: files, folders (all that can be imported in them) and patterns.
 * Each once and in one order, so that an import does not depend on how it was called.
 */
export async function findFiles(
  given: readonly string[],
  folder: string,
): Promise<readonly FoundFile[]> {
  const paths = new Set<string>();
  for (const one of given) for (const path of await expand(one, folder)) paths.add(path);
  return Promise.all(
    [...paths].sort().map(async (path) => ({
      path,
      shown: relative(folder, path).split(sep).join('/'),
      size: (await stat(path)).size,
    })),
  );
}

async function expand(given: string, folder: string): Promise<readonly string[]> {
  const path = resolve(folder, given);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) {
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && formatOf(entry.name) !== undefined)
      .map((entry) => join(entry.parentPath, entry.name));
  }
  if (found) return [path];
  const matching = /[*?[{]/.test(given)
    ? (await Array.fromAsync(glob(given, { cwd: folder }))).map((match) => resolve(folder, match))
    : [];
  if (matching.length === 0) throw new SourceNotFound(given);
  return matching;
}
