import { disable } from './life-cycle-taps.ts';
import { askOnLeaving } from './life-cycle.ts';
import { PluginIsNeeded, PluginNotFound } from './plugin-errors.ts';
import { requirePluginAdministration } from './plugin-permissions.ts';
import { lockPlugins, readPlugins, writeStatus } from './plugin-store.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { isStopped } from './stand-in.ts';
import { whoDid } from './who-did.ts';

/**
 * Has a plugin not asked any more, on every kernel. What it kept stays. Of one that the program
 * stopped, what it guards is open from then on.
 */
export function createDisablePlugin(deps: PluginDeps): Plugins['disable'] {
  const { database, running, keepers, clock, taps } = deps;
  return async (ctx, name) => {
    requirePluginAdministration(ctx);
    await database.transaction(async (transaction) => {
      await lockPlugins(transaction);
      const now = await readPlugins(transaction);
      const plugin = now.find((one) => one.name === name);
      if (plugin === undefined) throw new PluginNotFound(name);
      const change = { by: whoDid(ctx), at: clock.now() };
      if (isStopped(plugin)) {
        await writeStatus(transaction, name, 'disabled', change);
        await running.tellAll(transaction);
      }
      if (plugin.status !== 'enabled') return;
      const needing = now.filter(
        ({ status, manifest }) => status === 'enabled' && manifest.dependencies.includes(name),
      );
      if (needing.length > 0) {
        const labels = needing.map(({ manifest }) => manifest.label);
        throw new PluginIsNeeded(plugin.manifest.label, labels);
      }
      const { version } = plugin.manifest;
      await askOnLeaving(taps, ctx, transaction, { tap: disable, plugin: name, version });
      await writeStatus(transaction, name, 'disabled', change);
      await keepers.rest(transaction, name);
      await running.tellAll(transaction);
    });
    await keepers.kept();
    await running.refresh();
    ctx.log.info({ plugin: name, by: whoDid(ctx) }, 'A plugin was disabled');
  };
}
