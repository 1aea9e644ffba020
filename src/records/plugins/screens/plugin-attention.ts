import type { RequestContext } from '#grammar/access';
import { type Element, inOrder, link } from '#grammar/render';
import type { Plugins } from '../plugins.ts';
import { LIST } from './plugin-frame.ts';

/** Tells administrators that plugins do not do what they are enabled for; undefined: all do. */
export function pluginAttention(plugins: Plugins, ctx: RequestContext): Element | undefined {
  const labels = plugins.listFailing(ctx).map(({ label }) => `“${label}”`);
  if (labels.length === 0) return undefined;
  const [those, do_] =
    labels.length === 1 ? ['The plugin', 'does not run'] : ['The plugins', 'do not run'];
  return {
    '#type': 'notice',
    '#tone': 'danger',
    '#value': `${those} ${labels.join(', ')} ${do_}.`,
    '#children': inOrder(link(LIST, 'See why')),
  };
}
