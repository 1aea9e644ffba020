import { randomBytes } from 'node:crypto';
import type { CoreFunction } from '../abi/function-glue.ts';
import type { GuestMemory } from '../abi/guest-memory.ts';

// What is left of WASI in components that language runtimes make: clocks and randomness, which
// are right whenever they are asked; an environment with nothing in it; and standard error, so
// that people can read what went wrong. All else is not there.

/** Takes what a plugin wrote to standard error. */
export type TakeText = (text: string) => void;

/** undefined: a plugin has no use for this one. */
export function wasiFunction(
  path: string,
  name: string,
  memory: () => GuestMemory,
  complain: TakeText,
): CoreFunction | undefined {
  return FUNCTIONS.get(`${path}#${name}`)?.(memory, complain);
}

type Made = (memory: () => GuestMemory, complain: TakeText) => CoreFunction;

const STANDARD_ERROR = 2;
const MOST_WRITTEN = 4_096n;

const writeText: Made = (memory, complain) => (stream, pointer, length, answer) => {
  memory().begin();
  const bytes = memory().bytes(address(pointer), address(length));
  if (stream === STANDARD_ERROR) complain(new TextDecoder().decode(bytes));
  memory().view(address(answer), 1, 1).setUint8(address(answer), 0);
  return undefined;
};
const randomU64: Made = () => () => randomBytes(8).readBigInt64LE();
const randomList: Made = (memory) => (length, answer) => {
  const [pointer, size] = memory().putBytes(randomBytes(Math.min(Number(length), 65_536)));
  const view = memory().view(address(answer), 8, 4);
  view.setUint32(address(answer), pointer, true);
  view.setUint32(address(answer) + 4, size, true);
  return undefined;
};
const emptyList: Made = (memory) => (answer) => {
  const view = memory().view(address(answer), 8, 4);
  view.setBigUint64(address(answer), 0n, true);
  return undefined;
};
const nothing: Made = () => () => undefined;
const stream =
  (number: number): Made =>
  () =>
  () =>
    number;
/** No such thing: the option is none. */
const none: Made = (memory) => (answer) => {
  memory().view(address(answer), 1, 1).setUint8(address(answer), 0);
  return undefined;
};

const FUNCTIONS: ReadonlyMap<string, Made> = new Map<string, Made>([
  [
    'wasi:clocks/wall-clock#now',
    (memory) => (answer) => {
      const now = Date.now();
      const view = memory().view(address(answer), 16, 8);
      view.setBigUint64(address(answer), BigInt(Math.floor(now / 1_000)), true);
      view.setUint32(address(answer) + 8, (now % 1_000) * 1_000_000, true);
      return undefined;
    },
  ],
  ['wasi:clocks/monotonic-clock#now', () => () => process.hrtime.bigint()],
  [
    'wasi:random/insecure-seed#insecure-seed',
    (memory) => (answer) => {
      const view = memory().view(address(answer), 16, 8);
      view.setBigInt64(address(answer), randomBytes(8).readBigInt64LE(), true);
      view.setBigInt64(address(answer) + 8, randomBytes(8).readBigInt64LE(), true);
      return undefined;
    },
  ],
  ['wasi:random/random#get-random-u64', randomU64],
  ['wasi:random/insecure#get-insecure-random-u64', randomU64],
  ['wasi:random/random#get-random-bytes', randomList],
  ['wasi:random/insecure#get-insecure-random-bytes', randomList],
  ['wasi:cli/environment#get-environment', emptyList],
  ['wasi:cli/environment#get-arguments', emptyList],
  ['wasi:filesystem/preopens#get-directories', emptyList],
  ['wasi:cli/stderr#get-stderr', stream(STANDARD_ERROR)],
  ['wasi:cli/stdout#get-stdout', stream(STANDARD_ERROR - 1)],
  ['wasi:cli/terminal-stderr#get-terminal-stderr', none],
  ['wasi:cli/terminal-stdout#get-terminal-stdout', none],
  ['wasi:cli/terminal-stdin#get-terminal-stdin', none],
  ['wasi:io/streams#[resource-drop]output-stream', nothing],
  ['wasi:io/streams#[method]output-stream.blocking-write-and-flush', writeText],
  ['wasi:io/streams#[method]output-stream.write', writeText],
  [
    'wasi:io/streams#[method]output-stream.check-write',
    (memory) => (_stream, answer) => {
      const view = memory().view(address(answer), 16, 8);
      view.setUint8(address(answer), 0);
      view.setBigUint64(address(answer) + 8, MOST_WRITTEN, true);
      return undefined;
    },
  ],
  [
    'wasi:io/streams#[method]output-stream.blocking-flush',
    (memory) => (_stream, answer) => {
      memory().view(address(answer), 1, 1).setUint8(address(answer), 0);
      return undefined;
    },
  ],
]);

function address(value: number | bigint | undefined): number {
  return Number(value) >>> 0;
}
