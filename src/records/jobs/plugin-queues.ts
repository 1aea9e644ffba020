import type { Json } from '#base';
import { type RequestContext, systemContext } from '#grammar/access';
import { PluginFailed, type Taps } from '#grammar/taps';
import { defineQueue, type QueueSource, type WorkedQueue, workedQueue } from '#platform/queue';
import type { Logger } from '#platform/telemetry';
import { Type } from 'typebox';
import { type PluginQueue, queueInfo, queueWorker } from './job-taps.ts';

/** The jobs of plugins, each of which works on its own: `NAME:QUEUE`. */
export function createPluginQueues(taps: Taps, log: Logger): QueueSource {
  const known = new Map<
    string,
    { readonly version: string; readonly queues: readonly PluginQueue[] }
  >();

  /** What a plugin says of its queues; asked once of each version of it. */
  async function queuesOf(ctx: RequestContext, plugin: string): Promise<readonly PluginQueue[]> {
    const telling = taps.answering(ctx, queueInfo).find(({ name }) => name === plugin);
    if (telling === undefined) return [];
    const { version = '' } = telling;
    const before = known.get(plugin);
    if (before?.version === version) return before.queues;
    const { answers, failed } = await taps.askOnly(ctx, queueInfo, plugin, {});
    const queues = answers[0]?.answer ?? [];
    if (failed.length === 0) known.set(plugin, { version, queues });
    return queues;
  }

  const working = (ctx: RequestContext) => taps.answering(ctx, queueWorker).map(({ name }) => name);

  return {
    async find(name) {
      const [plugin = '', queue] = name.split(':');
      const ctx = systemContext({ log });
      if (queue === undefined || !working(ctx).includes(plugin)) return undefined;
      const told = (await queuesOf(ctx, plugin)).find((one) => one.name === queue);
      return queueOf(taps, plugin, told ?? { name: queue });
    },
    async list() {
      const ctx = systemContext({ log });
      const all = working(ctx).map(async (plugin) =>
        (await queuesOf(ctx, plugin)).map((queue) => queueOf(taps, plugin, queue)),
      );
      return (await Promise.all(all)).flat();
    },
  };
}

function queueOf(
  taps: Taps,
  plugin: string,
  { name, label, time_limit: timeLimit, attempts, concurrency }: PluginQueue,
): WorkedQueue {
  const queue = defineQueue({
    name: `${plugin}:${name}`,
    label: `${plugin}: ${label ?? name.replaceAll('_', ' ')}`,
    payload: Type.Unsafe<Json>(Type.Unknown()),
    ...(timeLimit === undefined ? {} : { timeLimit: timeLimit * 1_000 }),
    ...(attempts === undefined ? {} : { attempts }),
    ...(concurrency === undefined ? {} : { concurrency }),
  });
  return workedQueue(queue, async ({ payload, attempt, signal, log }) => {
    const ctx = systemContext({ log, signal });
    const input = { queue: name, payload, attempt };
    const { answers } = await asked(taps.askOnly(ctx, queueWorker, plugin, input));
    const answer = answers[0]?.answer;
    if (answer && 'failed' in answer) throw new Error(answer.failed);
    return answer?.said;
  });
}

/** What it failed with, rather than that it did. */
async function asked<Result>(asking: Promise<Result>): Promise<Result> {
  try {
    return await asking;
  } catch (error) {
    throw error instanceof PluginFailed && error.cause instanceof Error ? error.cause : error;
  }
}
