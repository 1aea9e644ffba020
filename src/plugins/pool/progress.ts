import type { Turns } from './turns.ts';

/** What a thread is doing, written where the main thread can look without asking. */
export interface Doing {
  /**
   * `waiting`: for the kernel, so that the thread is free for others. `tidying`: the answer is on
   * its way, and what was asked is being put back.
   */
  readonly phase: 'idle' | 'tap' | 'start' | 'waiting' | 'tidying';
  /** Of the plugin that is running: who is to blame. */
  readonly id: number;
  /** Its place among the plugins of the job. */
  readonly index: number;
  /** How many taps the thread has begun with, ever: another number is another tap. */
  readonly begun: number;
  /** The same for what is computed in one go: a tap that has waited goes on in another stretch. */
  readonly stretch: number;
  /** Milliseconds that the tap has been at it, without waiting for the kernel. */
  readonly spent: number;
  /** The same for all inputs of the job. */
  readonly overall: number;
}

const PHASES = ['idle', 'tap', 'start', 'waiting', 'tidying'] as const;
const [PHASE, JOB, ID, INDEX, SINCE, OVERALL, BEGUN, STRETCH] = [0, 1, 2, 3, 4, 5, 6, 7];

export const PROGRESS_BYTES = 8 * Float64Array.BYTES_PER_ELEMENT;

/** A clock that all threads share. */
export function sharedNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}

/** For the thread: what is computed, and for whom. Who computes has the turn. */
export function createProgress(buffer: SharedArrayBuffer, turns: Turns) {
  const cells = new Float64Array(buffer);
  const setPhase = (phase: Doing['phase']): void => void (cells[PHASE] = PHASES.indexOf(phase));
  const spentNow = (): number => sharedNow() - (cells[SINCE] ?? 0);
  let taps = 0;

  return {
    /** A job asks one of its plugins, about all inputs. */
    open(job: number, plugin: number, index: number) {
      /** Moves on while it waits. */
      let since = sharedNow();
      let id = plugin;
      let begun = 0;
      let phase: 'tap' | 'start' = 'tap';

      function stretch(spent: number): void {
        cells[JOB] = job;
        cells[ID] = id;
        cells[INDEX] = index;
        cells[OVERALL] = since;
        cells[SINCE] = sharedNow() - spent;
        cells[BEGUN] = begun;
        cells[STRETCH] = (cells[STRETCH] ?? 0) + 1;
        setPhase(phase);
      }

      return {
        overall: (): number => sharedNow() - since,
        begin(next: 'tap' | 'start'): void {
          phase = next;
          begun = taps += 1;
          stretch(0);
        },
        /** Another plugin runs for as long as `work` does, on a clock of its own. */
        async inside<Result>(other: number, work: () => Promise<Result>): Promise<Result> {
          const [outer, spent] = [id, spentNow()];
          id = other;
          stretch(0);
          try {
            return await work();
          } finally {
            id = outer;
            stretch(spent);
          }
        },
        /** The clock stands still while the kernel works, and the thread does something else. */
        async waiting<Result>(work: () => Promise<Result>): Promise<Result> {
          const [spent, begins] = [spentNow(), sharedNow()];
          setPhase('idle');
          const working = work();
          turns.pass();
          try {
            return await working;
          } finally {
            await turns.take();
            since += sharedNow() - begins;
            stretch(spent);
          }
        },
      };
    },
    tidy: () => setPhase('tidying'),
    end: () => setPhase('idle'),
  };
}

export type Progress = ReturnType<typeof createProgress>;
/** Of one plugin of a job. */
export type PluginProgress = ReturnType<Progress['open']>;

/** For the main thread. */
export function readProgress(buffer: SharedArrayBuffer): Doing & { readonly job: number } {
  const cells = new Float64Array(buffer);
  const time = sharedNow();
  const [phase = 0, job = 0, id = 0, index = 0, since = 0, overall = 0, begun = 0, stretch = 0] =
    cells;
  return {
    phase: PHASES[phase] ?? 'idle',
    job,
    id,
    index,
    begun,
    stretch,
    spent: time - since,
    overall: time - overall,
  };
}
