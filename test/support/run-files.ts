import { relative } from 'node:path';
import { run } from 'node:test';
import { inspect } from 'node:util';
import { type Batch, largestFirst, makeBatches } from './batches.ts';

export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface FileTally extends Tally {
  readonly failures: string[];
}

export interface RunOptions {
  readonly concurrency: number;
  readonly root: string;
  readonly batches?: string;
}

/** Longest time that one process may take. */
const PATIENCE = 600_000;
/** So much later a file that was told to end is ended. */
const RESPITE = 20_000;

/**
 * Runs test files, several in a process where that is possible and `batches` is a folder for it;
 * prints a line for each, and what failed.
 */
export async function runFiles(
  paths: readonly string[],
  { concurrency, root, batches }: RunOptions,
): Promise<Tally> {
  const total: Tally = { passed: 0, failed: 0, skipped: 0 };
  const files = new Map<string, FileTally>();
  const tallyOf = (file: string): FileTally => {
    const known = files.get(file);
    if (known) return known;
    const fresh = { passed: 0, failed: 0, skipped: 0, failures: [] };
    files.set(file, fresh);
    return fresh;
  };

  const processes: readonly Batch[] =
    batches === undefined
      ? largestFirst(paths).map((file) => ({ file, paths: [file] }))
      : makeBatches(paths, batches);
  const processOf = new Map(
    processes.flatMap(({ file, paths: own }) => own.map((one) => [one, file])),
  );
  const giveUp = `${import.meta.resolve('./give-up.ts')}?after=${PATIENCE + RESPITE}`;
  const stream = run({
    files: processes.map(({ file }) => file),
    concurrency,
    timeout: PATIENCE,
    execArgv: [`--import=${giveUp}`],
  });
  stream.on('test:pass', ({ file, name, skip, todo, details }) => {
    if (processOf.has(name)) return tell(name, tallyOf(name), details.duration_ms);
    if (!file || details.type === 'suite') return;
    const left = (skip !== undefined && skip !== false) || (todo !== undefined && todo !== false);
    tallyOf(file)[left ? 'skipped' : 'passed'] += 1;
  });
  stream.on('test:fail', ({ file, name, details }) => {
    const isFile = processOf.has(name);
    const owner = isFile ? name : file;
    if (owner && !isEcho(details.error)) {
      const tally = tallyOf(owner);
      tally.failed += 1;
      const cause: unknown = details.error.cause ?? details.error;
      const failure = `  ✗ ${name}\n${indent(inspect(cause, { depth: 6 }))}`;
      // A process may end badly after all its tests passed.
      if (told.has(owner)) console.log(`✗ ${relative(root, owner)}, afterwards\n${failure}`);
      else tally.failures.push(failure);
    }
    if (isFile) tell(name, tallyOf(name), details.duration_ms);
  });
  const errors = new Map<string, string>();
  stream.on('test:stderr', ({ file, message }) => {
    errors.set(file, ((errors.get(file) ?? '') + message).slice(-4000));
  });
  const told = new Set<string>();
  const tell = (file: string, tally: FileTally, milliseconds: number): void => {
    if (told.has(file)) return;
    told.add(file);
    const { passed, failed, skipped, failures } = tally;
    const counts = [
      `${passed}`,
      skipped ? `${skipped} skipped` : '',
      failed ? `${failed} failed` : '',
    ].filter(Boolean);
    const seconds = (milliseconds / 1000).toFixed(1);
    const mark = failed ? '✗' : '✓';
    console.log(`${mark} ${relative(root, file)}  ${counts.join(', ')}  ${seconds} s`);
    for (const failure of failures) console.log(failure);
    const said = failed > 0 ? errors.get(processOf.get(file) ?? file) : undefined;
    if (said) console.log(indent(said));
  };
  stream.on('test:summary', ({ file, duration_ms: milliseconds }) => {
    if (file && processOf.has(file)) tell(file, tallyOf(file), milliseconds);
  });
  // The stream ends when it has been read to its end.
  for await (const _ of stream);

  for (const [file, tally] of files) {
    // A file that could not even be loaded has no summary.
    tell(file, tally, 0);
    total.passed += tally.passed;
    total.failed += tally.failed;
    total.skipped += tally.skipped;
  }
  return total;
}

/** Whether an error only says that a test inside failed, which was told already. */
function isEcho(error: Error): boolean {
  return 'failureType' in error && error.failureType === 'subtestsFailed';
}

function indent(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
