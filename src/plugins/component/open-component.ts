import { createHash } from 'node:crypto';
import { ComponentRefused } from './component-errors.ts';
import { frame } from './frames.ts';
import { keepInFolder, type KeptParts, type PartsKey } from './kept-parts.ts';
import { type Parts, readParts, takeApart } from './take-apart.ts';
import type { Wiring } from './wiring.ts';

/** A component that is ready to be instantiated, as often as wanted and in any thread. */
export interface OpenComponent {
  /** Of its bytes, hexadecimal. */
  readonly hash: string;
  readonly modules: readonly WebAssembly.Module[];
  readonly wiring: Wiring;
}

/** Raise it whenever something else is made of the same component. */
const MADE_BY = 2;
/** How a component begins: `\0asm`, version 13, layer 1. */
const COMPONENT = [0, 0x61, 0x73, 0x6d, 13, 0, 1, 0];
const MOST_BYTES = 64 * 2 ** 20;
const MOST_MEMORIES = 2;

export interface ComponentOptions {
  /** Where this kernel keeps what it took apart. */
  readonly folder: string;
  /** Where all kernels do. */
  readonly shared?: KeptParts;
  /** The most bytes that a memory may have. */
  readonly memory: number;
}

/**
 * Takes a component apart, or reads what was kept of it, and compiles it. Throws
 * `ComponentRefused`.
 */
export async function openComponent(
  bytes: Uint8Array,
  { folder, shared, memory }: ComponentOptions,
): Promise<OpenComponent> {
  if (bytes.length > MOST_BYTES) {
    throw new ComponentRefused(`It has more than ${MOST_BYTES / 2 ** 20} MiB.`);
  }
  if (!COMPONENT.every((byte, i) => bytes[i] === byte)) {
    throw new ComponentRefused('It is no WebAssembly component. A core module has to be made one.');
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const key = { hash, madeFor: `${memory}-${MADE_BY}` };
  const parts = await partsOf(bytes, memory, key, [
    keepInFolder(folder),
    ...(shared ? [shared] : []),
  ]);
  const modules = await Promise.all(parts.modules.map((module) => compile(module)));
  const memories = parts.wiring.instances.reduce(
    (sum, { module }) => sum + countMemories(modules[module]),
    0,
  );
  if (memories > MOST_MEMORIES) {
    throw new ComponentRefused(`It has ${memories} memories; ${MOST_MEMORIES} are the most.`);
  }
  return { hash, modules, wiring: parts.wiring };
}

/** Looks in every place, the nearest first, and leaves them where they were not. */
async function partsOf(
  bytes: Uint8Array,
  memory: number,
  key: PartsKey,
  [place, ...others]: readonly KeptParts[],
): Promise<Parts> {
  if (place === undefined) return takeApart(bytes, memory);
  const kept = await readKept(place, key);
  if (kept !== undefined) return kept;
  const parts = await partsOf(bytes, memory, key, others);
  await place.save(key, inOnePiece(parts));
  return parts;
}

/** The parts as `kept` has them, or undefined: not there, or not whole. */
async function readKept(kept: KeptParts, key: PartsKey): Promise<Parts | undefined> {
  const bytes = await kept.find(key);
  try {
    return bytes && readParts(bytes, (problem) => new Error(problem));
  } catch {
    // They can be made again.
    return undefined;
  }
}

function inOnePiece({ modules, wiring }: Parts): Uint8Array {
  return Buffer.concat([
    frame(JSON.stringify({ lengths: modules.map(({ length }) => length) })),
    ...modules.map((module) => frame(module)),
    frame(JSON.stringify({ wiring })),
  ]);
}

async function compile(module: Uint8Array<ArrayBuffer>): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compile(module);
  } catch (error) {
    throw new ComponentRefused('V8 does not take one of its modules.', error);
  }
}

/** Memories of its own: patched modules export all of them, under one name of ours each. */
function countMemories(module: WebAssembly.Module | undefined): number {
  if (module === undefined) return 0;
  return WebAssembly.Module.exports(module).filter(
    ({ kind, name }) => kind === 'memory' && name.startsWith('trovato:state/'),
  ).length;
}
