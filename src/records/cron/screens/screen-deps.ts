import type { Clock } from '#base';
import type { Forms } from '#grammar/forms';
import type { Cron } from '../cron.ts';

export interface CronScreenDeps {
  readonly cron: Cron;
  readonly forms: Forms;
  readonly clock: Clock;
  /** What people call a plugin. */
  readonly pluginLabel: (name: string) => string;
  /** The key of `/cron/{key}` is made from it. */
  readonly secret: string;
  /** Whether this server looks by itself for what is due. */
  readonly timer: boolean;
  /** `https://example.org`, where that is set. */
  readonly baseUrl: string | undefined;
}
