import { type EnablingPlan, planTaking } from './enabling-plan.ts';
import { PluginBroken } from './plugin-errors.ts';
import { requirePluginAdministration } from './plugin-permissions.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { getKnown } from './read-known.ts';
import { takeFromFolder } from './take-from-folder.ts';
import { whoDid } from './who-did.ts';

const NOTHING: EnablingPlan = { steps: [], asks: [] };

/**
 * Takes a plugin from its folder into the database, when it runs. Nobody asks it yet. One that is
 * installed stays as it is.
 */
export function createInstallPlugin(deps: PluginDeps): Pick<Plugins, 'install' | 'planInstalling'> {
  const plan: Plugins['planInstalling'] = async (ctx, name) => {
    requirePluginAdministration(ctx);
    const { plugin } = await getKnown(deps, name);
    if (plugin.installed) return NOTHING;
    const { found } = plugin;
    if (found === undefined || 'problem' in found)
      throw new PluginBroken(plugin.problems.map(({ says }) => says).join(' '));
    return planTaking(plugin, found);
  };
  return {
    planInstalling: plan,
    async install(ctx, name, agreed = []) {
      const planned = await plan(ctx, name);
      if (planned.steps.length === 0) return;
      await takeFromFolder(deps, ctx, planned, agreed);
      ctx.log.info({ plugin: name, by: whoDid(ctx) }, 'A plugin was installed');
    },
  };
}
