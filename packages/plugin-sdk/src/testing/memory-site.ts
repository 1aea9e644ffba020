import type { Row } from '../db/index.ts';
import type { StoredItem } from '../context.ts';
import type { Actor, LogLevel } from '../host.ts';
import type { ItemInput } from '../item.ts';
import type { Json } from '../json.ts';
import type { JobOptions } from '../queue.ts';
import type { FakeAnswer, FakeRequest } from './memory-http.ts';

/** What a plugin finds on the site that a test makes for it. Whatever is left out is empty. */
export interface SiteOptions {
  /** Who asks; left out, somebody called Ann with no role. */
  readonly actor?: Partial<Actor> & { readonly permissions?: readonly string[] };
  /** Default `live`. */
  readonly stage?: string;
  /** Default `en`. */
  readonly locale?: string;
  /** The time on the site; default 2026-01-01, 12:00 UTC. */
  readonly now?: Date;
  readonly variables?: { readonly [name: string]: Json };
  readonly items?: readonly (Partial<StoredItem> & Pick<StoredItem, 'id'>)[];
  /** Rows of the plugin's own tables, and of what the kernel shows: `items`, `users`, `terms`. */
  readonly tables?: { readonly [table: string]: readonly Row[] };
  /** What hosts of the internet answer; undefined: they cannot be reached. */
  readonly http?: (request: FakeRequest) => FakeAnswer | undefined;
  /** Other plugins, and what each of their taps answers. */
  readonly plugins?: {
    readonly [name: string]: { readonly [tap: string]: (input: Json) => Json | undefined };
  };
}

/** A job that the plugin added. */
export interface AddedJob {
  readonly queue: string;
  readonly payload: Json;
  readonly options: JobOptions;
}

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
}

/** A row that a test may change. */
export type MemoryRow = { [column: string]: Json };

/** A site in memory: what a test puts there, and what a plugin leaves. */
export interface MemorySite {
  actor: Actor;
  permissions: Set<string>;
  stage: string;
  locale: string;
  now: Date;
  readonly variables: Map<string, Json>;
  readonly items: Map<string, StoredItem>;
  readonly tables: Map<string, MemoryRow[]>;
  /** Jobs that the plugin added, and that nobody works on here. */
  readonly jobs: AddedJob[];
  /** What the plugin keeps, by name, for any reader. */
  readonly cache: Map<string, { readonly value: Json; readonly tags: readonly string[] }>;
  readonly log: LogLine[];
  readonly http: NonNullable<SiteOptions['http']>;
  readonly plugins: NonNullable<SiteOptions['plugins']>;
  /** The item that a tap is being asked about, and the handle that it has for the plugin. */
  asked?: { readonly item: ItemInput; readonly handle: number };
}

export function createMemorySite(options: SiteOptions): MemorySite {
  const { permissions = [], ...actor } = options.actor ?? {};
  const now = options.now ?? new Date('2026-01-01T12:00:00Z');
  const items = (options.items ?? []).map((item) => storedItem(item, now));
  return {
    actor: { id: ANN, name: 'Ann', anonymous: false, admin: false, roles: [], ...actor },
    permissions: new Set(permissions),
    stage: options.stage ?? 'live',
    locale: options.locale ?? 'en',
    now,
    variables: new Map(Object.entries(options.variables ?? {})),
    items: new Map(items.map((item) => [item.id, item])),
    tables: new Map(
      Object.entries(options.tables ?? {}).map(([name, rows]) => [
        name,
        rows.map((row) => ({ ...row })),
      ]),
    ),
    jobs: [],
    cache: new Map(),
    log: [],
    http: options.http ?? (() => undefined),
    plugins: options.plugins ?? {},
  };
}

/** Whoever no test says anything else about. */
export const ANN = '01890000-0000-7000-8000-00000000000a';

export function storedItem(
  given: Partial<StoredItem> & Pick<StoredItem, 'id'>,
  now: Date,
): StoredItem {
  return {
    type: 'article',
    title: 'Untitled',
    status: true,
    promote: false,
    sticky: false,
    author: { id: ANN, name: 'Ann' },
    created: now.toISOString(),
    changed: now.toISOString(),
    revision: given.id,
    fields: {},
    ...given,
  };
}
