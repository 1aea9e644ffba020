import { InvalidInput, type Json } from '#base';
import { lookProblem, type PluginLook, themeTap } from './plugin-looks.ts';

/** Sees that what plugins bring for the look of the site is in order, before it is enabled. */
export const themeKeeper = {
  taps: [themeTap] as const,
  async keep(
    _ctx: unknown,
    _queries: unknown,
    plugin: {
      readonly name: string;
      readonly label: string;
      readonly brought: { readonly [tap: string]: Json };
      readonly files: PluginLook['files'];
    },
  ): Promise<void> {
    const { name, label, brought, files } = plugin;
    const problem = lookProblem({ plugin: name, look: brought['theme'], files });
    if (problem !== undefined) throw new LookRefused(label, problem);
  },
};

class LookRefused extends InvalidInput {
  override readonly title = 'A template or asset of the plugin is refused';

  constructor(plugin: string, problem: string) {
    super('theme.look_refused', `“${plugin}” cannot be enabled. ${problem}`);
  }
}
