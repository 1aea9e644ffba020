import type { Taps } from '#grammar/taps';
import type { PluginRuntime, PluginToLoad } from '#plugins';

/** A plugin that a test has asked without the registry; lighter ones are asked first, default 0. */
export type TestPlugin = PluginToLoad & { readonly weight?: number };

/** Starts a plugin and has it asked; disposing ends that. */
export async function loadPlugin(
  taps: Taps,
  runtime: Pick<PluginRuntime, 'start'>,
  plugin: TestPlugin,
): Promise<Disposable> {
  using ending = new DisposableStack();
  const started = ending.use(await runtime.start(plugin));
  ending.use(taps.register({ ...plugin, ...started }));
  return ending.move();
}
