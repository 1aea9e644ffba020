import { ANONYMOUS } from '#base';
import { lockPlugins, readPlugins, writeStatus } from './plugin-store.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';

/** The program disables a plugin that kept failing; nobody's permission is asked for that. */
export function createStopPlugin(deps: PluginDeps): Plugins['stop'] {
  const { database, running, keepers, clock, log } = deps;
  return async (name, reason) => {
    const stopped = await database.transaction(async (transaction) => {
      await lockPlugins(transaction);
      const plugin = (await readPlugins(transaction)).find((one) => one.name === name);
      if (plugin?.status !== 'enabled') return false;
      const change = { by: ANONYMOUS, at: clock.now(), reason };
      await writeStatus(transaction, name, 'disabled', change);
      await keepers.rest(transaction, name);
      await running.tellAll(transaction);
      return true;
    });
    if (!stopped) return;
    await keepers.kept();
    await running.refresh();
    log.error({ plugin: name, reason }, 'A plugin kept failing and is disabled on every kernel');
  };
}
