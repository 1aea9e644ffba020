import { container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { KnownPlugin, PluginProblem } from '../known-plugin.ts';
import { ADMINISTER_PLUGINS } from '../plugin-permissions.ts';
import { operations, problemNotice, stack, stateBadge } from './plugin-elements.ts';
import { frame, LIST, pluginPath } from './plugin-frame.ts';
import { whatItDoes } from './what-it-does.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** `/admin/plugins`: every plugin that is installed or could be, and what has to be looked into. */
export function pluginListScreen({ plugins, folder }: PluginScreenDeps): PageRoute {
  return {
    methods: ['GET'],
    path: LIST,
    permission: ADMINISTER_PLUGINS,
    section: {
      label: 'Plugins',
      description: 'What others wrote for this site, and what it may do.',
      icon: 'plug',
      weight: 60,
    },
    async handle({ ctx }) {
      const all = await plugins.list(ctx);
      return {
        kind: 'page',
        ...frame('Plugins', {
          layout: 'wide',
          breadcrumb: [{ url: '/admin', label: 'Administration' }],
        }),
        body: stack(
          ...all.flatMap((plugin) =>
            plugin.problems.filter(isOfSite).map((one) => noticeOf(plugin, one)),
          ),
          table(all, folder),
          all.length > 0 && paragraph(howToAdd(folder), { class: 'muted' }),
        ),
      };
    },
  };
}

function noticeOf(plugin: KnownPlugin, problem: PluginProblem): Element {
  const { name, label } = plugin;
  const says = `${label}: ${problem.says}`;
  return problemNotice({ ...problem, says }, link(pluginPath(name), `Look at ${label}`));
}

/** The site is without something that somebody wanted; others only lie about. */
function isOfSite({ kind }: PluginProblem): boolean {
  return kind === 'fails' || kind === 'stopped';
}

function howToAdd(folder: string): string {
  return `To add one, put its folder into ${folder}, or install a package of npm that is a plugin.`;
}

function table(all: readonly KnownPlugin[], folder: string): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'Plugins' },
    '#columns': [
      { label: 'Plugin' },
      { label: 'Version' },
      { label: 'State' },
      { label: 'Operations', hidden: true },
    ],
    '#rows': all.map((plugin) => ({
      cells: [
        about(plugin, all),
        text(versionOf(plugin)),
        stateBadge(plugin),
        container(inOrder(...operations(plugin)), {
          attributes: { class: 'cluster', 'data-gap': 'small' },
        }),
      ],
    })),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'plug',
      '#title': 'No plugins yet',
      '#value': `A plugin adds something to this site: a line under each article, a filter for texts, a check before something is saved. ${howToAdd(folder)} It is listed here then, and runs when you enable it.`,
    },
  };
}

function versionOf({ manifest, update }: KnownPlugin): string {
  if (!manifest) return '';
  if (!update) return manifest.version;
  const other = update.manifest.version;
  return other === manifest.version ? `${other}, rebuilt` : `${manifest.version} → ${other}`;
}

function about(
  { name, label, manifest, problems }: KnownPlugin,
  all: readonly KnownPlugin[],
): Element {
  const dependencies = manifest?.dependencies ?? [];
  const needs = dependencies.map((one) => all.find((other) => other.name === one)?.label ?? one);
  const deeds = manifest ? whatItDoes(manifest) : [];
  const facts = [...deeds, ...needs.map((one) => `Needs “${one}”`)];
  const others = problems.filter((problem) => !isOfSite(problem));
  return container(
    inOrder(
      link(pluginPath(name), label),
      manifest && paragraph(manifest.description, { class: 'muted' }),
      facts.length > 0 && paragraph(facts.join(' · '), { class: 'muted' }),
      ...others.flatMap(({ says }) => says.split('\n').map((line) => paragraph(line))),
    ),
    { attributes: { class: 'cell-title' } },
  );
}
