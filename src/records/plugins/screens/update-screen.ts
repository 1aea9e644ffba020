import { Conflict } from '#base';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { consequences } from './consequences.ts';
import { inTheWay, orConflict } from './enable-screen.ts';
import { stack } from './plugin-elements.ts';
import { operationScreen } from './plugin-form.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** `/admin/plugins/{plugin}/update`: says what is new and what it may do, before it is used. */
export function updateScreen(deps: PluginScreenDeps): PageRoute {
  const { plugins } = deps;
  return operationScreen(deps, {
    verb: 'update',
    title: (label) => `Update ${label}`,
    async ask(ctx, { name, manifest, update }) {
      const plan = await orConflict(plugins.planUpdate(ctx, name));
      if (plan instanceof Conflict) return { said: inTheWay(plan) };
      if (update === undefined) {
        return { said: paragraph('What stands in its folder is what is installed already.') };
      }
      const from = manifest?.version ?? '';
      const to = update.manifest.version;
      const what = from === to ? `Another build of ${to}` : `${to} in place of ${from}`;
      return {
        said: stack(
          paragraph(`${what}. Visitors notice nothing of the change; what the plugin kept stays.`),
          ...consequences(plan),
        ),
        action: { label: 'Update', look: 'primary' },
        asks: plan.asks,
      };
    },
    async carryOut(ctx, { name, label, update }, agreed) {
      const changed = await plugins.update(ctx, name, agreed);
      const version = update?.manifest.version ?? '';
      return changed ? `“${label}” is ${version} now.` : `“${label}” was up to date.`;
    },
  });
}
