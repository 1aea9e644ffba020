import type { RequestContext } from '#grammar/access';
import type { InstalledPlugin } from './installed-plugin.ts';
import { uninstall } from './life-cycle-taps.ts';
import { askOnLeaving } from './life-cycle.ts';
import { PluginIsEnabled, PluginNotFound } from './plugin-errors.ts';
import { requirePluginAdministration } from './plugin-permissions.ts';
import { findComponent, lockPlugins, readPlugins, removePlugin } from './plugin-store.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';
import type { PreparedPlugin } from './running-plugins.ts';
import { whoDid } from './who-did.ts';

/** Takes a plugin that is not enabled out of the database, with all that it kept there. */
export function createUninstallPlugin(deps: PluginDeps): Plugins['uninstall'] {
  const { database, running, site, taps } = deps;
  return async (ctx, name, { keepTables = false } = {}) => {
    requirePluginAdministration(ctx);
    const installed = (await readPlugins(database.queries)).find((one) => one.name === name);
    using leaving = installed && (await startToLeave(deps, ctx, installed));
    await database.transaction(async (transaction) => {
      await lockPlugins(transaction);
      const plugin = (await readPlugins(transaction)).find((one) => one.name === name);
      if (plugin === undefined) throw new PluginNotFound(name);
      if (plugin.status === 'enabled') throw new PluginIsEnabled(plugin.manifest.label);
      if (leaving && plugin.hash === installed.hash) {
        const { version, implements: answers } = plugin.manifest;
        const asked = { ...leaving.loaded, name, taps: answers };
        await askOnLeaving(taps, ctx, transaction, { tap: uninstall, plugin: asked, version });
      }
      for (const permission of plugin.declared.permissions) {
        await site.withdraw(transaction, permission.name);
      }
      await removePlugin(transaction, name, { keepTables });
      await running.tellAll(transaction);
    });
    await running.refresh();
    ctx.log.info({ plugin: name, by: whoDid(ctx) }, 'A plugin was uninstalled');
  };
}

/** The plugin, to be asked as it goes; undefined: it does not want to be, or does not run. */
async function startToLeave(
  { database, running }: PluginDeps,
  ctx: RequestContext,
  { name, status, manifest, hash, grants }: InstalledPlugin,
): Promise<PreparedPlugin | undefined> {
  if (status === 'enabled' || !manifest.implements.includes(uninstall.name)) return undefined;
  try {
    const bytes = await findComponent(database.queries, hash);
    const capabilities = grants.map(({ capability }) => capability);
    return bytes && (await running.prepare({ manifest, hash, bytes, capabilities }));
  } catch (error) {
    ctx.log.error({ plugin: name, err: error }, 'A plugin is uninstalled without being asked');
    return undefined;
  }
}
