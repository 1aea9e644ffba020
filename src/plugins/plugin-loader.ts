import type { PluginLoader } from '#records/plugins';
import type { PluginRuntime } from './plugin-runtime.ts';

/** Runs the plugins that are installed in `runtime`. */
export function createPluginLoader(runtime: Pick<PluginRuntime, 'start'>): PluginLoader {
  return {
    load: ({ manifest, bytes, capabilities }) =>
      runtime.start({
        name: manifest.name,
        bytes,
        taps: manifest.implements,
        dataModes: manifest.dataModes,
        tables: manifest.tables,
        capabilities,
      }),
  };
}
