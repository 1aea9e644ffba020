import type { PageRoute } from '#grammar/routes';
import { disableScreen } from './disable-screen.ts';
import { enableScreen } from './enable-screen.ts';
import { askAgainRoute } from './guarding.ts';
import { pluginListScreen } from './plugin-list-screen.ts';
import { pluginScreen } from './plugin-screen.ts';
import { uninstallScreen } from './uninstall-screen.ts';
import { updateScreen } from './update-screen.ts';
import type { PluginScreenDeps } from './screen-deps.ts';

/** Everything under `/admin/plugins`. */
export function createPluginScreens(deps: PluginScreenDeps): readonly PageRoute[] {
  return [
    pluginListScreen(deps),
    pluginScreen(deps),
    askAgainRoute(deps),
    enableScreen(deps),
    disableScreen(deps),
    updateScreen(deps),
    uninstallScreen(deps),
  ];
}
