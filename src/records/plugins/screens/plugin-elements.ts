import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  type LinkElement,
  type Look,
  paragraph,
  text,
} from '#grammar/render';
import type { KnownPlugin, PluginProblem } from '../known-plugin.ts';
import { isStopped } from '../stand-in.ts';
import { pluginPath } from './plugin-frame.ts';

/** In what state a plugin is, in a word or two. */
export function stateBadge({ state, problems, installed }: KnownPlugin): Element {
  switch (state) {
    case 'enabled':
      return problems.some(({ kind }) => kind === 'fails')
        ? badge('Does not run', 'danger')
        : badge('Enabled', 'positive');
    case 'disabled':
      return installed?.statusReason === undefined ? badge('Disabled') : badge('Stopped', 'danger');
    case 'installed':
      return badge('Not enabled');
    case 'broken':
      return problems.some(({ kind }) => kind === 'unbuilt')
        ? badge('Not built')
        : badge('Cannot be used', 'danger');
    case 'found':
      return badge('Not installed');
    default:
      return state satisfies never;
  }
}

/** What can be done with a plugin now, the likeliest first. */
export function operations(
  plugin: KnownPlugin,
  { first = 'quiet', others = 'quiet' }: { readonly first?: Look; readonly others?: Look } = {},
): readonly Element[] {
  const { name, label, state, update, installed } = plugin;
  const to = (verb: Parameters<typeof pluginPath>[1], text: string): LinkElement =>
    link(pluginPath(name, verb), text, {
      look: others,
      attributes: { 'aria-label': `${text} ${label}` },
    });
  const all = [
    ...(update ? [to('update', 'Update')] : []),
    ...(['found', 'installed', 'disabled'].includes(state) ? [to('enable', 'Enable')] : []),
    ...(state === 'enabled' || (installed && isStopped(installed))
      ? [to('disable', 'Disable')]
      : []),
    ...(state === 'installed' || state === 'disabled' ? [to('uninstall', 'Uninstall')] : []),
  ];
  // Nothing presses for a plugin to be taken away.
  const presses = update !== undefined || state !== 'enabled';
  return all.map((one, i) => (i === 0 && presses ? { ...one, '#look': first } : one));
}

/** What has to be looked into; several lines stay several. */
export function problemNotice({ kind, says, advice }: PluginProblem, about?: Element): Element {
  const [first = '', ...rest] = says.split('\n');
  return {
    '#type': 'notice',
    '#tone': kind === 'twice' || kind === 'unbuilt' ? 'caution' : 'danger',
    '#value': first,
    '#children': inOrder(...rest.map((line) => paragraph(line)), paragraph(advice), about),
  };
}

/** What a plugin may do: the list of what is granted, and what nobody has to grant. */
export function mayDo(granted: Element | undefined): Element {
  return stack(
    granted ?? paragraph('Nothing that has to be granted.'),
    paragraph(
      'It runs apart from the site. Besides, it is told what it is asked about and who asks, and may write to the log, keep for a while what it computed, and leave itself jobs.',
      { class: 'muted' },
    ),
  );
}

/** What a plugin does on the site. */
export function doesOnSite(deeds: Element | undefined): Element {
  return deeds ?? paragraph('Nothing by itself: other plugins may ask it.');
}

/** A list; undefined: of nothing. */
export function bullets(items: readonly (Element | string)[]): Element | undefined {
  if (items.length === 0) return undefined;
  return {
    '#type': 'list',
    '#items': items.map((one) => (typeof one === 'string' ? text(one) : one)),
  };
}

/** Elements under each other. */
export function stack(...elements: readonly (Element | undefined | false)[]): Element {
  return container(inOrder(...elements), { attributes: { class: 'stack' } });
}
