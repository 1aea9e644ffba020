import { type Element, paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { PluginIsNeeded } from '../plugin-errors.ts';
import { isStopped } from '../stand-in.ts';
import { inTheWay } from './enable-screen.ts';
import { stack } from './plugin-elements.ts';
import { operationScreen } from './plugin-form.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** Who answers one of these decides who may do what with content. */
const GUARDING = ['item_grants', 'item_access', 'field_access'];
const OPENED: Element = {
  '#type': 'notice',
  '#tone': 'caution',
  '#value':
    'It decides who may find, see or change content. What it keeps from people is open to them from then on, as far as their permissions go.',
};

/** `/admin/plugins/{plugin}/disable`. */
export function disableScreen(deps: PluginScreenDeps): PageRoute {
  const { plugins } = deps;
  return operationScreen(deps, {
    verb: 'disable',
    title: (label) => `Disable ${label}`,
    async ask(_ctx, { label, state, neededBy, installed, manifest }) {
      if (installed && isStopped(installed)) {
        return {
          said: paragraph(
            'It is stopped already. If it guards content, nobody finds that until it is enabled again; disabled, all of that is open.',
          ),
          action: { label: 'Disable', look: 'primary' },
        };
      }
      if (state !== 'enabled') return { said: paragraph('It is not enabled.') };
      if (neededBy.length > 0) {
        const labels = neededBy.map((other) => other.label);
        return { said: inTheWay(new PluginIsNeeded(label, labels)) };
      }
      const said = paragraph(
        'From then on the site is without what it does. What it kept stays, and you can enable it again.',
      );
      const guards = GUARDING.some((tap) => manifest?.implements.includes(tap));
      return {
        said: guards ? stack(said, OPENED) : said,
        action: { label: 'Disable', look: guards ? 'danger' : 'primary' },
      };
    },
    async carryOut(ctx, { name, label }) {
      await plugins.disable(ctx, name);
      return `“${label}” is disabled.`;
    },
  });
}
