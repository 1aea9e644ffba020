import type { RequestContext } from '#grammar/access';
import { PluginFailed, type RunPlugin, type Taps } from '#grammar/taps';
import { PluginCannotRun } from '../plugin-errors.ts';
import { type Declarations } from './declarations.ts';
import { menu, perm } from './declaration-taps.ts';

/** Asks a plugin that is about to be enabled what it brings. Throws `PluginCannotRun`. */
export async function askDeclarations(
  taps: Taps,
  ctx: RequestContext,
  plugin: RunPlugin,
  label: string,
): Promise<Omit<Declarations, 'brought'>> {
  try {
    const permissions = await taps.askOnly(ctx, perm, plugin, {});
    const routes = await taps.askOnly(ctx, menu, plugin, {});
    return {
      permissions: permissions.answers.flatMap(({ answer }) => answer),
      routes: routes.answers.flatMap(({ answer }) => answer),
    };
  } catch (error) {
    if (!(error instanceof PluginFailed)) throw error;
    const { cause } = error;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PluginCannotRun(label, `It cannot say what it brings: ${why}`, error);
  }
}
