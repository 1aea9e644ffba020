import { carryOutPlan } from './carry-out-plan.ts';
import { planEnabling } from './enabling-plan.ts';
import { getKnown } from './read-known.ts';
import { PluginBroken } from './plugin-errors.ts';
import { requirePluginAdministration } from './plugin-permissions.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { whoDid } from './who-did.ts';

/** Has a plugin asked on every kernel, and those that it needs; installs what is not yet. */
export function createEnablePlugin(deps: PluginDeps): Pick<Plugins, 'enable' | 'planEnabling'> {
  const plan: Plugins['planEnabling'] = async (ctx, name) => {
    requirePluginAdministration(ctx);
    const { plugin, all } = await getKnown(deps, name);
    if (plugin.manifest === undefined)
      throw new PluginBroken(plugin.problems.map(({ says }) => says).join(' '));
    return planEnabling(name, all);
  };
  return {
    planEnabling: plan,
    async enable(ctx, name, agreed) {
      const { steps, asks } = await plan(ctx, name);
      const label = steps.at(-1)?.manifest.label ?? name;
      const enabled = await carryOutPlan(deps, ctx, { steps, asks }, { label, agreed });
      if (enabled.length > 0) {
        ctx.log.info({ plugins: enabled, by: whoDid(ctx) }, 'Plugins were enabled');
      }
      return enabled;
    },
  };
}
