import { basename } from 'node:path';
import { isObject, type Json, type JsonObject } from '#base';
import { answerOf, defineTap, InvalidAnswer } from '#grammar/taps';
import { Type } from 'typebox';
import { assetKinds } from './assets.ts';
import { type Component, readComponent } from './components.ts';
import { pluginStyleRefusal } from './plugin-style-check.ts';
import { pluginTemplateRefusal } from './plugin-template-check.ts';
import type { TemplateFile } from './template-files.ts';

/** What a plugin that is enabled adds to every theme. */
export interface PluginLook {
  readonly plugin: string;
  /** What it said to `theme`. */
  readonly look: Json | undefined;
  /** What stands beside it: `templates/component--blog_card.html`, `assets/blog.css`. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** A loop over a long list with a long text in it would be much more. */
const MOST_VALUES = 32_768;

const answered = answerOf(
  Type.Object(
    { components: Type.Record(Type.String(), Type.Object({})) },
    { additionalProperties: false },
  ),
);

/** What a plugin says of elements of its own. */
export interface Look {
  readonly components: { readonly [name: string]: object };
}

export const themeTap = defineTap<Record<string, never>, Look>({
  name: 'theme',
  about:
    'Asked of one plugin when it is enabled or updated, and kept: which elements of its own it brings, as `{ components }` like those of a `theme.toml`. Their templates stand beside it.',
  failure: 'abort',
  concernsOne: true,
  check(answer) {
    const look = answered(answer);
    if (look) readComponents(look, (what) => new InvalidAnswer(what));
    return look;
  },
});

function readComponents(
  { components }: Look,
  wrong: (what: string) => Error,
): readonly (readonly [string, Component])[] {
  return Object.entries(components).map(([name, table]) => [
    name,
    readComponent(name, table, wrong),
  ]);
}

/** `reading-time` as names that it gives begin: `reading_time`. */
function prefixOf(plugin: string): string {
  return plugin.replaceAll('-', '_');
}

function isOwn(plugin: string, name: string): boolean {
  const prefix = prefixOf(plugin);
  return name === prefix || name.startsWith(`${prefix}_`);
}

/** What is wrong with what a plugin brings for the look of the site, in a sentence. */
export function lookProblem({ plugin, look, files }: PluginLook): string | undefined {
  for (const name of isLook(look) ? Object.keys(look.components) : []) {
    if (!isOwn(plugin, name))
      return `Its element “${name}” must be called “${prefixOf(plugin)}” or begin with “${prefixOf(plugin)}_”.`;
    if (!files.has(`templates/component--${name}.html`))
      return `Its element “${name}” needs templates/component--${name}.html.`;
  }
  for (const [path, bytes] of files) {
    if (path.startsWith('templates/')) {
      const why = templateName(plugin, path) ?? pluginTemplateRefusal(path, String(bytes));
      if (why !== undefined) return `${path}${why}`;
    } else if (!isAsset(path)) {
      const kinds = assetKinds.filter((kind) => kind !== '.js').join(', ');
      return `${path}: pages load nothing of that kind from a plugin, only ${kinds}.`;
    } else if (path.endsWith('.css')) {
      const why = pluginStyleRefusal(String(bytes));
      if (why !== undefined) return `${path}${why}`;
    }
  }
  return undefined;
}

function templateName(plugin: string, path: string): string | undefined {
  const [, name] = /^templates\/([a-z0-9_-]+)\.html$/.exec(path) ?? [];
  if (name === undefined) return ': a template is called like component--NAME.html.';
  const [, component] = /^component--(.*)$/.exec(name) ?? [];
  if (component === undefined ? /^(?:item|field)--/.test(name) : isOwn(plugin, component))
    return undefined;
  return `: a plugin has templates for component--${prefixOf(plugin)}…, item--… and field--….`;
}

function isAsset(path: string): boolean {
  return (
    /^assets\/[A-Za-z0-9._-]+$/.test(path) && /\.(?:css|svg|woff2|png|webp|avif|jpg)$/.test(path)
  );
}

/** The templates of plugins, as themes have theirs; those of the first plugin count least. */
export function pluginTemplates(looks: readonly PluginLook[]): readonly TemplateFile[] {
  return looks.flatMap(({ plugin, files }) =>
    [...files]
      .filter(([path]) => path.startsWith('templates/'))
      .map(([path, bytes]) => ({
        name: basename(path, '.html'),
        theme: `plugin-${plugin}`,
        path: `plugins/${plugin}/${path}`,
        source: bytes.toString('utf8'),
      })),
  );
}

/** The elements of plugins, by name. */
export function pluginComponents(
  looks: readonly PluginLook[],
): readonly (readonly [string, Component])[] {
  // `lookProblem` found nothing wrong before it was kept.
  return looks.flatMap(({ look }) =>
    isLook(look)
      ? readComponents(look, (what) => new Error(what)).map(
          ([name, component]) => [name, { ...component, most: MOST_VALUES }] as const,
        )
      : [],
  );
}

function isLook(look: Json | undefined): look is JsonObject & Look {
  return isObject(look) && isObject(look['components']);
}

/** The assets of a plugin by their names: `blog.css`. */
export function pluginAssets({ files }: PluginLook): ReadonlyMap<string, Buffer> {
  return new Map(
    [...files].flatMap(([path, bytes]) =>
      path.startsWith('assets/') ? [[path.slice('assets/'.length), bytes] as const] : [],
    ),
  );
}
