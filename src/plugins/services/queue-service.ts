import { InvalidInput, type Json, TooLarge } from '#base';
import { inTransaction } from '#grammar/access';
import { firstDifference } from '#grammar/taps';
import type { Database } from '#platform/database';
import { defineQueue, type Queues } from '#platform/queue';
import { type Static, Type } from 'typebox';
import type { HostServices } from '../host-services.ts';

const NAME = /^[a-z][a-z0-9_]{0,49}$/;
const MOST_BYTES = 64 * 1_024;
const MOST_WAITING = 10_000;

const OPTIONS = Type.Object(
  {
    key: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    when_waiting: Type.Optional(Type.Enum(['leave', 'move'])),
    /** Seconds. */
    delay: Type.Optional(Type.Number({ minimum: 0, maximum: 2_592_000 })),
    priority: Type.Optional(Type.Integer({ minimum: -100, maximum: 100 })),
  },
  { additionalProperties: false },
);

/** Jobs that plugins add, each to queues of its own. */
export function createQueueService(
  database: Database,
  queues: Pick<Queues, 'add'>,
): HostServices['queue'] {
  return {
    async add(ctx, plugin, { name, payload, options }) {
      if (!NAME.test(name)) {
        throw new InvalidInput(
          'plugins.bad_queue',
          'The name of a queue has up to 50 small letters, digits and underscores.',
        );
      }
      if (Buffer.byteLength(JSON.stringify(payload)) > MOST_BYTES) {
        throw new TooLarge('plugins.large_job', 'What a job is about has 64 KiB at the most.');
      }
      const {
        key,
        when_waiting: whenWaiting = 'leave',
        delay = 0,
        priority = 0,
      } = checked(options);
      const queue = defineQueue({
        name: `${plugin}:${name}`,
        label: name,
        payload: Type.Unknown(),
        mostWaiting: MOST_WAITING,
      });
      const job = { queue, payload, whenWaiting, delay: delay * 1_000, priority };
      await inTransaction(database, ctx, (transaction) =>
        queues.add(transaction, key === undefined ? job : { ...job, key }),
      );
    },
  };
}

function checked(options: Json): Static<typeof OPTIONS> {
  const wrong = firstDifference(OPTIONS, options, 'What is said of a job');
  if (wrong !== undefined) throw new InvalidInput('plugins.bad_request', `${wrong}.`);
  // The schema says that it is one.
  return options as Static<typeof OPTIONS>;
}
