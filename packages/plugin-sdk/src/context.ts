import { createCache, type PluginCache } from './cache.ts';
import { createDb, type Db } from './db/db.ts';
import type { FieldValues } from './field-values.ts';
import type { Actor, Digest, Host } from './host.ts';
import { createHttp, type Http } from './http.ts';
import type { Json } from './json.ts';
import { createQueue, type Queue } from './queue.ts';
import { asking } from './refused.ts';

/** Who asks, and all that the kernel does for a plugin. What it refuses is thrown as `Refused`. */
export interface Context {
  readonly actor: Actor;
  /** Whether the actor has the permission. */
  can(permission: string): boolean;
  /** The stage that is read and written: `live`, or an id. */
  readonly stage: string;
  /** BCP 47, such as `en`. */
  readonly locale: string;
  /** The log of the site; lines bear the name of the plugin. At most 8 KiB a line. */
  readonly log: {
    debug(message: string): void;
    info(message: string): void;
    warn(message: string): void;
    error(message: string): void;
  };
  now(): Date;
  uuid(): string;
  /** Values of the plugin's own that stay. At most 64 KiB each. Needs the capability `variables`. */
  readonly variables: {
    /** undefined when it was never set. */
    get(name: string): Json | undefined;
    set(name: string, value: Json): void;
    delete(name: string): void;
  };
  /** Tables of the plugin's own. */
  readonly db: Db;
  readonly http: Http;
  readonly queue: Queue;
  /** What the plugin can compute again. */
  readonly cache: PluginCache;
  /** Content, as far as the actor may. Needs the capability `read_content`, `save` `write_content`. */
  readonly items: {
    load(id: string): StoredItem;
    query(query?: ItemQuery): {
      readonly items: readonly StoredItem[];
      readonly next?: string;
      /** Where the query said `count`. */
      readonly total?: number;
    };
    /** With `id` and `revision` a change, without a new item. */
    save(item: SavedItem): StoredItem;
  };
  /** Hexadecimal. */
  hash(text: string, digest?: Digest): string;
  /** Hexadecimal, with a key that only this plugin of this site has. */
  hmac(text: string, digest?: Digest): string;
  readonly plugins: {
    exists(name: string): boolean;
    /**
     * Asks one tap of one plugin, but none about its own life and work: `install`, `enable`,
     * `disable`, `uninstall`, `upgrade`, `cron`, `queue_worker`. It remembers nothing of it. When
     * it does not end, who asked has failed. Needs the capability `plugins`.
     */
    invoke(name: string, tap: string, input: Json): Json | undefined;
  };
}

/** An item as REST answers it. */
export interface StoredItem {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  /** Published. */
  readonly status: boolean;
  readonly promote: boolean;
  readonly sticky: boolean;
  readonly author: { readonly id: string; readonly name: string };
  /** ISO 8601. */
  readonly created: string;
  readonly changed: string;
  readonly revision: string;
  readonly fields: FieldValues;
}

/** What is missing stays as it is, or takes its default in a new item. */
export interface SavedItem {
  readonly type: string;
  readonly id?: string;
  readonly revision?: string;
  readonly title?: string;
  readonly status?: boolean;
  readonly promote?: boolean;
  readonly sticky?: boolean;
  /** What was changed and why. */
  readonly log?: string;
  readonly fields?: { readonly [field: string]: Json };
}

export interface ItemQuery {
  readonly type?: string;
  readonly published?: boolean;
  /** The id of a term. */
  readonly term?: string;
  /** Default the newest first. */
  readonly sort?: 'created' | '-created' | 'changed' | '-changed' | 'title' | '-title';
  /** Default 25, at most 200. */
  readonly limit?: number;
  /** How many are left out at the beginning; for long lists `after` is cheaper. */
  readonly offset?: number;
  /** Asks how many there are in all; counting stops at this number. */
  readonly count?: number;
  /** `next` of the answer before. */
  readonly after?: string;
}

export function createContext(host: Host): Context {
  const { requestContext, log, items, variables, plugins, crypto } = host;
  return {
    get actor() {
      return requestContext.currentActor();
    },
    can: (permission) => requestContext.can(permission),
    get stage() {
      return requestContext.stage();
    },
    get locale() {
      return requestContext.locale();
    },
    log: {
      debug: (message) => log.write('debug', message),
      info: (message) => log.write('info', message),
      warn: (message) => log.write('warn', message),
      error: (message) => log.write('error', message),
    },
    now: () => new Date(host.clock.now()),
    uuid: () => host.random.uuid(),
    variables: {
      get: (name) => found(asking(() => variables.get(name))),
      set: (name, value) => asking(() => variables.set(name, JSON.stringify(value))),
      delete: (name) => asking(() => variables.delete(name)),
    },
    db: createDb(host),
    http: createHttp(host),
    queue: createQueue(host),
    cache: createCache(host),
    items: {
      load: (id) => JSON.parse(asking(() => items.load(id))),
      query: (query = {}) => JSON.parse(asking(() => items.query(JSON.stringify(query)))),
      save: (item) => JSON.parse(asking(() => items.save(JSON.stringify(item)))),
    },
    hash: (text, digest = 'sha256') => crypto.hash(digest, text),
    hmac: (text, digest = 'sha256') => crypto.hmac(digest, text),
    plugins: {
      exists: (name) => plugins.exists(name),
      invoke: (name, tap, input) =>
        found(asking(() => plugins.invoke(name, tap, JSON.stringify(input)))),
    },
  };
}

function found(text: string | null): Json | undefined {
  return text === null ? undefined : JSON.parse(text);
}
