import { container, type Element, heading, inOrder, paragraph, text, time } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { TapInfo } from '#grammar/taps';
import { capabilityWords } from '@trovato/plugin-sdk/manifest';
import type { Grant } from '../installed-plugin.ts';
import type { KnownPlugin } from '../known-plugin.ts';
import { ADMINISTER_PLUGINS } from '../plugin-permissions.ts';
import { guardingSection } from './guarding.ts';
import {
  bullets,
  doesOnSite,
  mayDo,
  operations,
  problemNotice,
  stack,
  stateBadge,
} from './plugin-elements.ts';
import { frame, PLUGIN } from './plugin-frame.ts';
import type { PluginScreenDeps } from './screen-deps.ts';
import { whatItBrings } from './what-it-brings.ts';
import { whatItDoes } from './what-it-does.ts';

/** `/admin/plugins/{plugin}`: what it is, what it may do and who said so, what it does. */
export function pluginScreen(deps: PluginScreenDeps): PageRoute {
  const { plugins, taps, guarding, permissionLabel } = deps;
  return {
    methods: ['GET'],
    path: PLUGIN,
    permission: ADMINISTER_PLUGINS,
    async handle({ ctx, params }) {
      const plugin = await plugins.get(ctx, params['plugin'] ?? '');
      const { label, manifest, problems, installed } = plugin;
      const brings = installed && whatItBrings(installed.declared, permissionLabel);
      return {
        kind: 'page',
        ...frame(label, { actions: operations(plugin, { first: 'primary', others: 'secondary' }) }),
        body: container(
          inOrder(
            ...problems.map((problem) => problemNotice(problem)),
            manifest && paragraph(manifest.description),
            facts(plugin),
            manifest &&
              section(plugin.installed ? 'What it may do' : 'What it asks for', may(plugin)),
            brings && section('What it brings', brings),
            await guardingSection(guarding, plugin.name),
            manifest && section('What it does', doesOnSite(bullets(whatItDoes(manifest)))),
            manifest && forDevelopers(manifest.implements, taps),
          ),
          { attributes: { class: 'stack', 'data-gap': 'large' } },
        ),
      };
    },
  };
}

function facts(plugin: KnownPlugin): Element {
  const { manifest, installed, found, update, neededBy } = plugin;
  const rows: readonly (readonly [string, Element] | undefined)[] = [
    ['State', state(plugin)],
    manifest && ['Version', text(manifest.version)],
    manifest && ['Weight', text(`${manifest.weight}; lighter plugins are asked first`)],
    update && [
      'In its folder',
      text(`${update.manifest.version}, which is not used before you update`),
    ],
    manifest && manifest.dependencies.length > 0
      ? ['Needs', text(manifest.dependencies.join(', '))]
      : undefined,
    neededBy.length > 0
      ? ['Needed by', text(neededBy.map((other) => other.label).join(', '))]
      : undefined,
    installed && ['Installed', time(installed.created, 'relative')],
    [
      'Folder',
      text(found?.folder ?? 'Not on this machine. It runs all the same: the database has it.'),
    ],
    installed && ['Component', text(`SHA-256 ${installed.hash.slice(0, 16)}…`)],
  ];
  return container(
    inOrder(
      ...rows.flatMap((row) =>
        row
          ? [
              container({ label: text(row[0]) }, { tag: 'dt' }),
              container({ value: row[1] }, { tag: 'dd' }),
            ]
          : [],
      ),
    ),
    { tag: 'dl', attributes: { class: 'facts' } },
  );
}

function state(plugin: KnownPlugin): Element {
  const { installed } = plugin;
  const by = installed?.statusBy === undefined ? undefined : text(`by ${installed.statusBy},`);
  return container(
    inOrder(stateBadge(plugin), by, installed && time(installed.statusSince, 'relative')),
    { attributes: { class: 'cluster' } },
  );
}

function section(title: string, body: Element): Element {
  return stack(heading(2, title), body);
}

function may({ manifest, installed }: KnownPlugin): Element {
  const asked = (manifest?.capabilities ?? []).map((capability): Element => {
    const grant = installed?.grants.find((one) => one.capability === capability);
    return container(
      inOrder(
        text(capabilityWords(capability)),
        installed && text(grantWords(grant)),
        grant && time(grant.granted, 'relative'),
      ),
      { tag: 'span' },
    );
  });
  return mayDo(bullets(asked));
}

function grantWords(grant: Grant | undefined): string {
  if (grant === undefined) return ': not granted yet';
  return grant.by === undefined ? ', granted ' : `, granted by ${grant.by} `;
}

/** The taps by their names, for who looks for why something happens. */
function forDevelopers(names: readonly string[], taps: readonly TapInfo[]): Element {
  const list: Element = {
    '#type': 'list',
    '#items': names.map((name): Element => {
      const about = taps.find((tap) => tap.name === name)?.about.replaceAll('`', '');
      return text(about === undefined ? `${name}: never, in this version` : `${name}: ${about}`);
    }),
  };
  const summary = container(
    { said: text('For developers: the taps that it answers') },
    { tag: 'summary' },
  );
  return container({ summary, list }, { tag: 'details' });
}
