import { availableParallelism, cpus, totalmem } from 'node:os';

/** One measured number, beside what it is compared with. */
export interface Figure {
  readonly bench: string;
  readonly case: string;
  readonly value: number;
  readonly unit: string;
  /** The same work done with nothing of ours, measured in the same run. */
  readonly floor?: number;
  /** value / floor. */
  readonly ratio?: number;
  /** What is wanted, in words. */
  readonly yardstick?: string;
  readonly holds?: boolean;
}

/** What a benchmark is given. */
export interface BenchOptions {
  /** undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** A tenth of the data and of the time. */
  readonly quick: boolean;
  /** How many items listings are measured on; undefined: as many as their yardstick is about. */
  readonly items?: number | undefined;
  /** Keeps the plans of listings as they are now. */
  readonly updatePlans?: boolean;
  report(figure: Figure): void;
  /** Says what is being done; on standard error. */
  progress(text: string): void;
  /** Says what is no figure; on standard error. */
  note(text: string): void;
}

/** The machine and the versions that the figures belong to. */
export function describeMachine(database: string): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${cpu?.model.trim() ?? 'unknown'}, ${memory} GiB, Node ${process.versions.node}, ${database}`;
}

/** Rounds to three digits that mean something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** How often a second `work` is done, one call after the other, over about `ms` milliseconds. */
export async function perSecond(ms: number, work: () => Promise<unknown>): Promise<number> {
  for (let i = 0; i < 20; i++) await work();
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < ms) {
    await work();
    count += 1;
  }
  return (count * 1000) / (performance.now() - start);
}

/** The median of how many milliseconds `work` takes. */
export async function medianMs(runs: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return middle(times);
}

/** The median of each of several works, done by turns so that all have the same neighbours. */
export async function mediansByTurns(
  runs: number,
  works: readonly (() => Promise<unknown>)[],
): Promise<readonly number[]> {
  const timed = works.map((work) => ({ work, times: [] as number[] }));
  for (let i = 0; i < runs; i++)
    for (const { work, times } of timed) times.push(await medianMs(1, work));
  return timed.map(({ times }) => middle(times));
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** `perSecond` with `lanes` calls under way at any time. */
export async function perSecondAtOnce(
  lanes: number,
  ms: number,
  work: () => Promise<unknown>,
): Promise<number> {
  const rates = await Promise.all(Array.from({ length: lanes }, async () => perSecond(ms, work)));
  return rates.reduce((sum, rate) => sum + rate, 0);
}
