import type { Clock, Settings } from '#base';
import type { PermissionRegistry } from '#grammar/access';
import type { Variables } from '#grammar/config';
import type { ReferenceTargets } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Forms } from '#grammar/forms';
import type { EndpointSource, PageRoute } from '#grammar/routes';
import type { PluginHandlers, Taps } from '#grammar/taps';
import type { Cache } from '#platform/cache';
import type { Database } from '#platform/database';
import type { FileStore } from '#platform/files-store';
import type { Queues } from '#platform/queue';
import type { Logger } from '#platform/telemetry';
import type { Drafts, Gathers } from '#discovery/gather';
import type { Categories } from '#records/categories';
import type { Cron } from '#records/cron';
import type { Files } from '#records/files';
import type { Formats } from '#records/formats';
import type { Items } from '#records/items';
import type { Jobs } from '#records/jobs';
import type { PluginPlaces, Plugins } from '#records/plugins';
import type { FindSite } from '#records/site';
import type { Stages } from '#records/stages';
import type { Transfer } from '#records/transfer';
import type { Users } from '#records/users';
import type { PluginRuntime } from '#plugins';
import type { Web } from '#web';

/** The running program: every room, wired. Disposing of it ends everything that it started. */
export interface Kernel extends AsyncDisposable {
  readonly settings: Settings;
  readonly log: Logger;
  readonly clock: Clock;
  readonly database: Database;
  readonly cache: Cache;
  readonly permissions: PermissionRegistry;
  readonly variables: Variables;
  readonly taps: Taps;
  readonly users: Users;
  readonly files: Files;
  readonly categories: Categories;
  readonly items: Items;
  /** What the site says about itself, in each stage. */
  readonly site: FindSite;
  /** Parallel versions of the site. */
  readonly stages: Stages;
  /** Listings as data. */
  readonly gathers: Gathers;
  /** What somebody changed in them and did not save. */
  readonly drafts: Drafts;
  readonly transfer: Transfer;
  /** Which text formats there are. */
  readonly savedFormats: Formats;
  /** What they make of texts. */
  readonly formats: TextFormats;
  /** Which plugins there are, and which of them are asked. */
  readonly plugins: Plugins;
  /** What is done after a change, on whichever server has time. */
  readonly queues: Queues;
  /** The same for people who look after it. */
  readonly jobs: Jobs;
  /** What is done again and again. */
  readonly cron: Cron;
  /** Runs them; nothing is started before the first. */
  readonly pluginRuntime: PluginRuntime;
  /** The HTTP side; made when it is first asked for, since most commands never do. */
  web(): Promise<Web>;
}

/** What tests put in place of the real thing. */
export interface KernelOverrides {
  readonly clock?: Clock;
  readonly log?: Logger;
  /** Used as it is, and closed with the kernel. */
  readonly database?: Database;
  readonly fileStore?: FileStore;
  /** Plugins that run in this process and are trusted. */
  readonly plugins?: readonly PluginHandlers[];
  /** Where plugins are looked for. */
  readonly pluginPlaces?: PluginPlaces;
  /** Besides those of the rooms. */
  readonly pages?: readonly PageRoute[];
  readonly endpoints?: readonly EndpointSource[];
}

/** What pages and endpoints are made from. */
export interface Rooms extends Omit<Kernel, 'web' | typeof Symbol.asyncDispose> {
  readonly store: FileStore;
  readonly references: ReferenceTargets;
  readonly forms: Forms;
}
