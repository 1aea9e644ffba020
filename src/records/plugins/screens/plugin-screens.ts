import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { TapInfo } from '#grammar/taps';
import type { Plugins } from '../plugins.ts';
import { disableScreen } from './disable-screen.ts';
import { enableScreen } from './enable-screen.ts';
import { askAgainRoute, type Guarding } from './guarding.ts';
import { pluginListScreen } from './plugin-list-screen.ts';
import { pluginScreen } from './plugin-screen.ts';
import { uninstallScreen } from './uninstall-screen.ts';
import { updateScreen } from './update-screen.ts';

export interface PluginScreenDeps {
  readonly plugins: Plugins;
  readonly forms: Forms;
  /** What plugins may answer. */
  readonly taps: readonly TapInfo[];
  /** The folder of the site in which plugins are put down, for people to read. */
  readonly folder: string;
  readonly guarding: Guarding;
  /** What people call a permission. */
  readonly permissionLabel: (name: string) => string;
}

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
