import type { Assets } from './assets.ts';
import { pluginAssets, type PluginLook } from './plugin-looks.ts';

/**
 * Serves what stands in the `assets` of plugins, each plugin's together, so that its style sheets
 * name its pictures by relative paths. Answers how pages find a style sheet: by `PLUGIN/NAME`.
 */
export function createPluginStyles(
  looks: readonly PluginLook[],
  assets: Assets,
): (name: string) => string | undefined {
  const urls = new Map<string, string>();
  for (const look of looks) {
    const files = [...pluginAssets(look)].map(
      ([name, body]) => [name, layered(name, body)] as const,
    );
    for (const [name, url] of assets.addTogether(new Map(files))) {
      if (name.endsWith('.css')) urls.set(`${look.plugin}/${name.slice(0, -'.css'.length)}`, url);
    }
  }
  return (name) => urls.get(name);
}

/**
 * Below what themes say in their layer `theme`, but for what is `!important`: among that, lower
 * layers win. `pluginStyleRefusal` saw that a sheet does not end its layer.
 */
function layered(name: string, body: Buffer): Buffer {
  if (!name.endsWith('.css')) return body;
  return Buffer.concat([Buffer.from('@layer components{\n'), body, Buffer.from('\n}\n')]);
}
