import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { PluginIsEnabled } from '../plugin-errors.ts';
import { inTheWay } from './enable-screen.ts';
import { operationScreen } from './plugin-form.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** `/admin/plugins/{plugin}/uninstall`: says what is lost, and asks. */
export function uninstallScreen(deps: PluginScreenDeps): PageRoute {
  const { plugins } = deps;
  return operationScreen(deps, {
    verb: 'uninstall',
    title: (label) => `Uninstall ${label}`,
    async ask(ctx, { name, label, installed, found }) {
      if (installed === undefined) return { said: paragraph('It is not installed.') };
      if (installed.status === 'enabled') return { said: inTheWay(new PluginIsEnabled(label)) };
      const folder = found
        ? 'Its folder stays, so that you can install it again.'
        : 'Its folder is not on this machine, so that you cannot install it again from here.';
      const rows = await plugins.countRows(ctx, name);
      const tables = rows === 0 ? '' : `, ${rows === 1 ? 'one row' : `${rows} rows`} in its tables`;
      return {
        said: paragraph(
          `What it kept is deleted: its settings, its counters${tables}, and what you granted. This cannot be undone. Types of content that it made stay with all content of them; delete them under “Item types” if you want to. ${folder}`,
        ),
        action: { label: `Uninstall “${label}”`, look: 'danger', icon: 'trash-2' },
      };
    },
    async carryOut(ctx, { name, label }) {
      await plugins.uninstall(ctx, name);
      return `“${label}” is uninstalled.`;
    },
  });
}
