import type { Static, TSchema } from 'typebox';
import { Errors } from 'typebox/value';
import { UnfitPayload } from './queue-errors.ts';

/** Jobs of one kind. `Payload` is what one of them is about, as JSON. */
export interface Queue<Payload> extends QueueRules {
  /** `gather_indexes`; of a plugin `NAME:QUEUE`. */
  readonly name: string;
  /** What people call it: `Build indexes`. */
  readonly label: string;
  /** When so many wait already, none is added; default: any number may. */
  readonly mostWaiting?: number;
  /** The payload as what it has to be. Throws `InvalidInput`. */
  check(payload: unknown): Payload;
}

/** How the jobs of a queue are worked on. */
export interface QueueRules {
  /** How many of its jobs are worked on at once, on all servers together. */
  readonly concurrency: number;
  /** Milliseconds after which a job has failed, and its `signal` is aborted. */
  readonly timeLimit: number;
  /** How often a job is begun at the most before it counts as failed. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; twice as many before each further one. */
  readonly pause: number;
}

const DEFAULTS: QueueRules = { concurrency: 1, timeLimit: 60_000, attempts: 5, pause: 10_000 };

/**
 * Declares a queue. One job at a time, a minute for each, five attempts and ten seconds before the
 * second are what is not said otherwise.
 */
export function defineQueue<Schema extends TSchema>({
  payload: schema,
  ...queue
}: Pick<Queue<unknown>, 'name' | 'label' | 'mostWaiting'> &
  Partial<QueueRules> & { readonly payload: Schema }): Queue<Static<Schema>> {
  return {
    ...DEFAULTS,
    ...queue,
    check(payload) {
      const [first] = Errors(schema, payload);
      if (first) throw new UnfitPayload(queue.name, first.instancePath, first.message);
      // The schema says that it is one.
      return payload as Static<Schema>;
    },
  };
}
