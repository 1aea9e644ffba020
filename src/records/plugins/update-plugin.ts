import { carryOutPlan } from './carry-out-plan.ts';
import { type EnablingPlan, planEnabling, planTaking } from './enabling-plan.ts';
import { requirePluginAdministration } from './plugin-permissions.ts';
import type { Plugins } from './plugins.ts';
import type { PluginDeps } from './plugin-deps.ts';
import { getKnown } from './read-known.ts';
import { takeFromFolder } from './take-from-folder.ts';
import { whoDid } from './who-did.ts';

const NOTHING: EnablingPlan = { steps: [], asks: [] };

/**
 * Puts what stands in its folder in the place of an installed plugin. One that is enabled is
 * never away: requests ask the one or the other.
 */
export function createUpdatePlugin(deps: PluginDeps): Pick<Plugins, 'update' | 'planUpdate'> {
  const plan: Plugins['planUpdate'] = async (ctx, name) => {
    requirePluginAdministration(ctx);
    const { plugin, all } = await getKnown(deps, name);
    if (plugin.update === undefined) return NOTHING;
    if (plugin.state === 'enabled') return planEnabling(name, all, { update: true });
    return planTaking(plugin, plugin.update);
  };
  return {
    planUpdate: plan,
    async update(ctx, name, agreed) {
      const planned = await plan(ctx, name);
      const last = planned.steps.at(-1);
      if (last === undefined) return false;
      const { version, label } = last.manifest;
      if (last.enables) await carryOutPlan(deps, ctx, planned, { label, agreed });
      else await takeFromFolder(deps, ctx, planned, agreed);
      ctx.log.info({ plugin: name, version, by: whoDid(ctx) }, 'A plugin was updated');
      return true;
    },
  };
}
