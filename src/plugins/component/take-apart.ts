import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Value } from 'typebox/value';
import { ComponentRefused } from './component-errors.ts';
import { readFrames } from './frames.ts';
import { WIRING, type Wiring } from './wiring.ts';

/** A component as core modules and how they are put together. */
export interface Parts {
  readonly modules: readonly Uint8Array<ArrayBuffer>[];
  readonly wiring: Wiring;
}

const TIME_LIMIT = 30_000;
const MOST_OUTPUT = 128 * 2 ** 20;

/**
 * Takes a component apart in a process that may read the library for it and nothing else, and
 * that ends after 30 seconds. Throws `ComponentRefused`.
 */
export async function takeApart(component: Uint8Array, memory: number): Promise<Parts> {
  const output = await run(component, memory);
  return readParts(output, (problem) => new ComponentRefused(sentence(problem)));
}

/** Reads what the process answered, or what was kept of it. `refuse` makes the error. */
export function readParts(bytes: Uint8Array, refuse: (problem: string) => Error): Parts {
  let frames: readonly Uint8Array<ArrayBuffer>[];
  try {
    frames = readFrames(bytes);
  } catch {
    frames = [];
  }
  const last = parse(frames.at(-1));
  if (typeof last['problem'] === 'string') throw refuse(last['problem']);
  const wiring = last['wiring'];
  const modules = frames.slice(1, -1);
  const lengths = parse(frames[0])['lengths'];
  if (
    !Value.Check(WIRING, wiring) ||
    JSON.stringify(lengths) !== JSON.stringify(modules.map(({ length }) => length))
  ) {
    throw refuse('taking it apart came to no end');
  }
  return { modules, wiring };
}

function parse(frame: Uint8Array | undefined): Record<string, unknown> {
  try {
    return JSON.parse(new TextDecoder().decode(frame)) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function sentence(problem: string): string {
  const [first = ''] = problem.split('\n');
  return problem.startsWith('It ') ? problem : `It is no WebAssembly component: ${first}.`;
}

function run(component: Uint8Array, memory: number): Promise<Uint8Array> {
  const program = fileURLToPath(new URL('take-apart-process.ts', import.meta.url));
  const library = fileURLToPath(import.meta.resolve('@bytecodealliance/jco-transpile/component'));
  const readable = [fileURLToPath(new URL('..', import.meta.url)), packagesAround(library)];
  const child = spawn(
    process.execPath,
    [
      '--permission',
      ...readable.map((folder) => `--allow-fs-read=${folder}`),
      '--max-old-space-size=1024',
      // It runs once: what makes code fast would take longer than it saves.
      '--liftoff-only',
      program,
      String(memory),
    ],
    { env: {}, stdio: ['pipe', 'pipe', 'pipe'], timeout: TIME_LIMIT, killSignal: 'SIGKILL' },
  );
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let complaint = '';
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_OUTPUT) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString().slice(0, 10_000)));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks));
      else {
        const cause = new Error(complaint || `The process ended with ${String(code)}.`);
        const limits = `${TIME_LIMIT / 1_000} seconds and ${MOST_OUTPUT / 2 ** 20} MiB`;
        reject(new ComponentRefused(`It could not be taken apart within ${limits}.`, cause));
      }
    });
    // Who ends early says so by its exit code.
    child.stdin.on('error', () => undefined);
    child.stdin.end(component);
  });
}

/** The folder of packages, with a scope or not, that a file of a library is in. */
function packagesAround(file: string): string {
  const scope = '@bytecodealliance';
  return file.slice(0, file.lastIndexOf(scope) + scope.length);
}
