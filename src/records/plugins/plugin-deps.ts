import type { Clock } from '#base';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import type { Keepers } from './brought/keepers.ts';
import type { SiteNames } from './declared/declarations.ts';
import type { FoundPlugin } from './found-plugin.ts';
import type { RunningPlugins } from './running-plugins.ts';

/** What the operations of this room work with. */
export interface PluginDeps {
  readonly database: Database;
  readonly taps: Taps;
  readonly clock: Clock;
  readonly log: Logger;
  readonly running: RunningPlugins;
  /** What plugins may not bring, since it is there. */
  readonly site: SiteNames;
  /** The rooms that keep what plugins bring. */
  readonly keepers: Keepers;
  discover(): Promise<readonly FoundPlugin[]>;
}
