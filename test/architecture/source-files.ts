import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { HOUSE } from './house.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the root of the project, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The room it stands in; undefined outside `src/`. */
  readonly room: string | undefined;
  readonly isTest: boolean;
  readonly imports: readonly Import[];
}

export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** The room it leads to; undefined for libraries and files outside of `src/`. */
  readonly room: string | undefined;
  /** The file it leads to, when it is a relative path. */
  readonly path: string | undefined;
}

const ROOMS = HOUSE.flatMap((floor) => floor.rooms.map(({ path }) => path));
const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;

/** Every TypeScript file of the project. */
export function readSourceFiles(): readonly SourceFile[] {
  return globSync('{src,test,bench,examples,packages}/**/*.ts', {
    cwd: ROOT,
    exclude: ['**/node_modules'],
  })
    .map((file) => file.replaceAll('\\', '/'))
    .sort()
    .map(readSourceFile);
}

function readSourceFile(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), 'utf8');
  const imports = [...text.matchAll(IMPORT)].map(([, specifier = '']): Import => {
    if (specifier.startsWith('#')) {
      return { specifier, room: specifier.slice(1), path: undefined };
    }
    if (!specifier.startsWith('.')) return { specifier, room: undefined, path: undefined };
    const target = normalize(join(dirname(path), specifier)).replaceAll('\\', '/');
    return { specifier, room: roomOf(target), path: target };
  });
  const isTest = path.endsWith('.test.ts') || !path.startsWith('src/');
  return { path, text, room: roomOf(path), isTest, imports };
}

/** Whether a room that is one file is at `path`, or its test. */
function isDoorOf(path: string, room: string): boolean {
  return path === `src/${room}.ts` || path === `src/${room}.test.ts`;
}

/** The room that the file at `path` belongs to. */
function roomOf(path: string): string | undefined {
  return ROOMS.find((room) => path.startsWith(`src/${room}/`) || isDoorOf(path, room));
}
