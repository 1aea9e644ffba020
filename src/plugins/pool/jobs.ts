import type { RequestContext } from '#grammar/access';
import type { CallContext, CalledTap } from '../host/plugin-call.ts';
import type { Snapshot } from '../instance/snapshot.ts';
import type { Task, TaskReport, ThreadOutcome } from './messages.ts';

/** Something for a thread to do. A job is in one thread at a time. */
export interface Job {
  /** undefined: there is nothing left to do, and the job is done. */
  task(): Task | undefined;
  /** Whether a thread does nothing else meanwhile. */
  readonly alone: boolean;
  /** The plugins that it asks. */
  readonly ids: readonly number[];
  /** Whether these need room: in the same thread nobody else asks them meanwhile. */
  readonly roomy: boolean;
  /** Milliseconds that one tap may take, and a plugin to start. */
  readonly deadline: number;
  readonly startDeadline: number;
  readonly ctx: RequestContext | undefined;
  /** Whether the thread is done with the job; `crowded`: another has to do what is left. */
  take(report: TaskReport): boolean;
  /**
   * The thread has ended. `index`: at which of the plugins ordered; `id`: which plugin was running.
   * That one may be another, which was asked for something: who asks it chose for what. What is left
   * can be done elsewhere; answers whether the job is done with this.
   */
  cutShort(failure: string, index: number, id: number): boolean;
  /** What is left of it is not done any more. */
  giveUp(failure: string): void;
}

export interface Asking {
  readonly ctx: RequestContext;
  readonly context: CallContext;
  readonly tap: CalledTap;
  readonly ids: readonly number[];
  /** JSON: an array. */
  readonly inputs: string;
  /** How many inputs there are. */
  readonly count: number;
  readonly deadline: number;
}

/** What a job knows of plugins by their ids. */
export interface PluginFacts {
  nameOf(id: number): string;
  /** Why a plugin is not asked any more, even by what was waiting. */
  stopped(id: number): string | undefined;
}

/** It has started before, when it was loaded: a new instance takes 1 to 10 ms. */
const START_AGAIN = 500;

/** Asks plugins; `done` is given what each said, in the order of `ids`. */
export function createAskJob(
  { ctx, context, tap, ids, inputs, count, deadline }: Asking,
  { nameOf, stopped }: PluginFacts,
  done: (outcomes: readonly (readonly ThreadOutcome[])[]) => void,
): Job {
  const outcomes = new Map<number, readonly ThreadOutcome[]>();
  /** Which plugins were ordered, by their place among `ids`. */
  let ordered: readonly number[] = [];
  /** How often a thread had no room for it. */
  let crowded = 0;
  const fail = (place: number, failure: string): void => {
    const outcome = { failure };
    outcomes.set(
      place,
      Array.from({ length: count }, () => outcome),
    );
  };
  const left = (): readonly number[] => [...ids.keys()].filter((place) => !outcomes.has(place));
  const finish = (): void => done(ids.map((_, place) => outcomes.get(place) ?? []));
  return {
    ctx,
    get alone() {
      // Its plugins may also be there because others ask them.
      return tap.writes || crowded > 1;
    },
    ids,
    get roomy() {
      return crowded > 0;
    },
    deadline,
    startDeadline: START_AGAIN,
    task() {
      for (const place of left()) {
        const why = stopped(ids[place] ?? 0);
        if (why !== undefined) fail(place, why);
      }
      ordered = left();
      if (ordered.length === 0) {
        finish();
        return undefined;
      }
      return { kind: 'ask', tap, ids: ordered.map((place) => ids[place] ?? 0), inputs, context };
    },
    take(report) {
      if (report.kind === 'crowded') {
        crowded += 1;
        return true;
      }
      const place = report.kind === 'answers' ? ordered[report.index] : undefined;
      if (report.kind !== 'answers' || place === undefined) return false;
      outcomes.set(place, report.outcomes);
      if (report.last) finish();
      return report.last;
    },
    cutShort(failure, index, id) {
      const place = ordered[index];
      // When it has answered after all, the one after it was cut short, which was not at fault.
      if (place === undefined || outcomes.has(place)) return false;
      if (ids[place] === id) fail(place, failure);
      else fail(place, `asked the plugin “${nameOf(id)}”, which ${failure}`);
      if (left().length > 0) return false;
      finish();
      return true;
    },
    giveUp(failure) {
      for (const place of left()) fail(place, failure);
      finish();
    },
  };
}

/** Starts a plugin for the first time. */
export function createStartJob(
  id: number,
  startDeadline: number,
  done: (result: { readonly snapshot: Snapshot } | { readonly failure: string }) => void,
): Job {
  return {
    ctx: undefined,
    alone: true,
    ids: [id],
    roomy: false,
    deadline: startDeadline,
    startDeadline,
    task: () => ({ kind: 'start', id }),
    take(report) {
      if (report.kind === 'answers' || report.kind === 'crowded') return false;
      done(report);
      return true;
    },
    cutShort(failure) {
      done({ failure });
      return true;
    },
    giveUp: (failure) => done({ failure }),
  };
}
