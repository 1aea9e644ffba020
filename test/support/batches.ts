import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process takes two seconds to read the program and to start a database, and then is warm. */
const FILES_IN_BATCH = 10;
/** What is changed for a whole process, others would see. */
const ALONE = /process\.(?:chdir|exit)|process\.env\[[^\]]+\] = |delete process\.env|\bmock\b/;

export interface Batch {
  /** What is run. */
  readonly file: string;
  /** The test files that it runs. */
  readonly paths: readonly string[];
}

/**
 * Files to run instead of `paths`, in this order: each has several of them run in one process,
 * except those that need one for themselves. `folder` is emptied for them.
 */
export function makeBatches(paths: readonly string[], folder: string): readonly Batch[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const sorted = largestFirst(paths);
  const alone = sorted.filter((path) => ALONE.test(readFileSync(path, 'utf8')));
  const rest = sorted.filter((path) => !alone.includes(path));
  const count = Math.ceil(rest.length / FILES_IN_BATCH);
  const batches = Array.from({ length: count }, (_, i) => {
    const file = join(folder, `${String(i).padStart(3, '0')}.test.ts`);
    // Large and small ones together.
    const together = rest.filter((_path, place) => place % count === i);
    writeFileSync(file, batchText(together));
    return { file, paths: together };
  });
  return [...alone.map((path) => ({ file: path, paths: [path] })), ...batches];
}

/** What takes long, as far as its size tells, so that nothing runs alone at the end. */
export function largestFirst(paths: readonly string[]): readonly string[] {
  const sizeOf = (path: string): number => statSync(path).size;
  return paths.toSorted((one, other) => sizeOf(other) - sizeOf(one));
}

function batchText(paths: readonly string[]): string {
  const together = new URL('./together.ts', import.meta.url);
  return [
    `import { runTogether } from ${JSON.stringify(together.href)};`,
    `runTogether(${JSON.stringify(paths)});`,
    '',
  ].join('\n');
}
