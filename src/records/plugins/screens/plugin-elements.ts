import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  type LinkElement,
  type Look,
  paragraph,
} from '#grammar/render';
import { type Capability, capabilityWords } from '@trovato/plugin-sdk/manifest';
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

/** Capabilities in plain words. */
export function capabilityList(capabilities: readonly Capability[]): Element {
  return {
    '#type': 'list',
    '#items': capabilities.map((one) => ({ '#type': 'text', '#value': capabilityWords(one) })),
  };
}

/** What is said of a plugin without capabilities. */
export function nothingElse(): Element {
  return paragraph(
    'It may answer what the site asks it, such as how content looks or who may find it, and keep tables of its own. Nothing else.',
  );
}

/** Elements under each other. */
export function stack(...elements: readonly (Element | undefined | false)[]): Element {
  return container(inOrder(...elements), { attributes: { class: 'stack' } });
}
