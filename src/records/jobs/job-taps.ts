import type { Json } from '#base';
import { answerOf, defineTap } from '#grammar/taps';
import { type Static, Type } from 'typebox';

const pluginQueue = Type.Object(
  {
    name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,49}$' }),
    label: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    /** Seconds. */
    time_limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
    attempts: Type.Optional(Type.Integer({ minimum: 1, maximum: 20 })),
    concurrency: Type.Optional(Type.Integer({ minimum: 1, maximum: 16 })),
  },
  { additionalProperties: false },
);

/** A queue of a plugin. */
export type PluginQueue = Static<typeof pluginQueue>;

export const queueInfo = defineTap<object, readonly PluginQueue[]>({
  name: 'queue_info',
  about:
    'Asked when a plugin is new, before its jobs are worked on: its queues, as a list of `{ name, label, time_limit, attempts, concurrency }`. The time limit is in seconds; as many jobs as `concurrency` says, one by default, are worked on at once. Queues that it does not name are one at a time, with five attempts.',
  failure: 'leave_out',
  check: answerOf(Type.Array(pluginQueue, { maxItems: 50 })),
});

/** What became of a job: done, with a few words about it, or failed, and why. */
export type QueueWorkerAnswer = Static<typeof workerAnswer>;

const workerAnswer = Type.Union([
  Type.Object({ said: Type.String({ maxLength: 2_000 }) }, { additionalProperties: false }),
  Type.Object({ failed: Type.String({ maxLength: 2_000 }) }, { additionalProperties: false }),
]);

export interface QueueWorkerInput {
  /** Its name in the plugin. */
  readonly queue: string;
  readonly payload: Json;
  /** 1 the first time. */
  readonly attempt: number;
}

export const queueWorker = defineTap<QueueWorkerInput, QueueWorkerAnswer>({
  name: 'queue_worker',
  about:
    'Asked of one plugin when a job that it added is to be worked on, on one server: does it, in the name of the site, and may take longer. Outside of a transaction: what it saved before it fails stays, and it may be asked about the same job again. Answers nothing, `{ said }`, or `{ failed }`: why it is to be tried again later.',
  failure: 'abort',
  writes: true,
  long: true,
  concernsOne: true,
  check: answerOf(workerAnswer),
});

/** The taps of this room. */
export const jobTaps = [queueInfo, queueWorker] as const;
