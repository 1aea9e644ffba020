import type { ByteReader } from './byte-reader.ts';
import { readInstructions, type Visit } from './instructions.ts';
import { Refused } from './refused.ts';

/** What of a function decides how much memory V8 takes to compile it. */
export interface FunctionShape {
  readonly bytes: number;
  readonly locals: number;
  /** Blocks in blocks. */
  readonly depth: number;
  readonly loops: number;
  /** Places where paths part or meet; for a table of branches as many as it has bytes. */
  readonly branches: number;
}

/** Of all function types of a module, the most values that one is given and answers. */
export interface Widest {
  readonly params: number;
  readonly results: number;
}

/**
 * What a function may have at the most. V8 compiles what is called often once more, and keeps a
 * value for each variable at each place where paths meet: a function of 400 KB, with 40,000
 * variables in 600 loops, took 5.5 GB. Measured at these limits: 80 to 330 MB for as long as one
 * function is compiled. The most that engines have, and what that leaves:
 *
 * | | QuickJS | StarlingMonkey | most |
 * | --- | --- | --- | --- |
 * | bytes | 54,010 | 171,628 | 524,288 |
 * | variables | 86 | 118 | 10,000 |
 * | blocks in each other | 281 | 456 | 5,000 |
 * | branches | 3,576 | 9,739 | 100,000 |
 * | variables × loops | 4,200 | 52,920 | 500,000 |
 * | variables × branches | 200,256 | 594,079 | 5,000,000 |
 */
export const MOST = {
  bytes: 2 ** 19,
  locals: 10_000,
  depth: 5_000,
  branches: 100_000,
  /** With the values that a loop may be given. */
  inLoops: 500_000,
  inBranches: 5_000_000,
  /** Of calls and blocks; engines have 2. */
  results: 8,
};

const OPENS = new Set([0x02, 0x03, 0x04, 0x06, 0x1f]);
const [LOOP, END, TABLE] = [0x03, 0x0b, 0x0e];
const BRANCHES = new Set([0x05, 0x0c, 0x0d, ...OPENS]);

/** Reads one function body, locals and all. Throws `Refused` for what it may not do. */
export function readFunction(reader: ByteReader, visit: Visit): FunctionShape {
  const from = reader.position;
  let [level, depth, loops, branches] = [0, 0, 0, 0];
  const locals = readInstructions(reader, (opcode, start, end) => {
    if (OPENS.has(opcode)) depth = Math.max(depth, (level += 1));
    else if (opcode === END) level -= 1;
    if (opcode === LOOP) loops += 1;
    if (BRANCHES.has(opcode)) branches += 1;
    else if (opcode === TABLE) branches += end - start;
    visit(opcode, start, end);
  });
  return { bytes: reader.position - from, locals, depth, loops, branches };
}

/** What is compared with `MOST`, by the same names. */
export function measure({ bytes, locals, depth, loops, branches }: FunctionShape, wide: Widest) {
  const values = locals + wide.params;
  return { bytes, locals, depth, branches, inLoops: values * loops, inBranches: values * branches };
}

const IN_WORDS = {
  bytes: 'bytes',
  locals: 'local variables',
  depth: 'blocks in each other',
  branches: 'branches',
  inLoops: 'local variables times loops',
  inBranches: 'local variables times branches',
} as const;

/** `index`: of the function in its module. Throws `Refused` for one that takes too much to compile. */
export function checkFunction(index: number, shape: FunctionShape, wide: Widest): void {
  const measured = measure(shape, wide);
  for (const name of ['bytes', 'locals', 'depth', 'branches', 'inLoops', 'inBranches'] as const) {
    if (measured[name] <= MOST[name]) continue;
    throw new Refused(
      `Its function ${index} has ${measured[name]} ${IN_WORDS[name]}; ${MOST[name]} are the most.`,
    );
  }
}
