import type { Host } from './host.ts';
import type { Json } from './json.ts';
import { asking } from './refused.ts';

/** Work that is done later, by `queueWorker` of this plugin, on whichever server has time. */
export interface Queue {
  /**
   * Adds a job of at most 64 KiB. Inside of a save it is there when that is saved. Refused where
   * something is only read, as in `itemView`, and with `conflict` when 10,000 wait already.
   */
  add(queue: string, payload: Json, options?: JobOptions): void;
}

export interface JobOptions {
  /** While a job with this key waits, no second one is added; two are never done at once. */
  readonly key?: string;
  /** What becomes of the one that waits: it stays as it is, or becomes this one. */
  readonly whenWaiting?: 'leave' | 'move';
  /** Seconds before it is begun, at most 30 days. */
  readonly delay?: number;
  /** The higher, the earlier, from -100 to 100; default 0. */
  readonly priority?: number;
}

export function createQueue({ queue }: Pick<Host, 'queue'>): Queue {
  return {
    add(name, payload, { whenWaiting, ...options } = {}) {
      const said = { ...options, when_waiting: whenWaiting };
      asking(() => queue.add(name, JSON.stringify(payload), JSON.stringify(said)));
    },
  };
}
