import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { CronTask } from './cron-task.ts';
import { cron, cronInfo, type PluginTask } from './cron-taps.ts';

const HOURLY: PluginTask = { name: 'cron', schedule: { hours: 1 } };

/** What plugins do again and again: as `cron_info` says, else `cron` every hour. */
export async function pluginTasks(taps: Taps, ctx: RequestContext): Promise<readonly CronTask[]> {
  if (!taps.has(cron)) return [];
  const working = taps.answering(ctx, cron).map(({ name }) => name);
  const telling = new Set(taps.answering(ctx, cronInfo).map(({ name }) => name));
  const [told] = telling.size === 0 ? [] : await taps.ask(ctx, cronInfo, [{}]);
  return working.flatMap((plugin) => {
    const tasks = told?.answers.find((answer) => answer.plugin === plugin)?.answer;
    const own = telling.has(plugin) ? (tasks ?? []) : [HOURLY];
    const once = new Map(own.map((task) => [task.name, task]));
    return [...once.values()].map((task) => taskOf(taps, plugin, task));
  });
}

function taskOf(taps: Taps, plugin: string, { name, label, schedule }: PluginTask): CronTask {
  return {
    name: `${plugin}:${name}`,
    label: label ?? (name === HOURLY.name ? 'What it does regularly' : wordsOf(name)),
    plugin,
    schedule,
    async run(ctx) {
      await taps.askOnly(ctx, cron, plugin, { task: name });
    },
  };
}

/** `send_digest`: “Send digest”. */
function wordsOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
}
