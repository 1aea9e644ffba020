import type { PageRoute } from '#grammar/routes';
import { cronAddress } from './cron-address.ts';
import { cronScreen } from './cron-screen.ts';
import type { CronScreenDeps } from './screen-deps.ts';

/** `/admin/cron`, and `/cron/{key}` for services that call it. */
export function createCronScreens(deps: CronScreenDeps): readonly PageRoute[] {
  return [cronScreen(deps), cronAddress(deps)];
}
