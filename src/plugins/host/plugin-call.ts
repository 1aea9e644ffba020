import type { JsonObject } from '#base';
import type { WitValue } from '../abi/wit-types.ts';

/** What a plugin may be allowed to do beyond looking at what it is given. */
export const CAPABILITIES = {
  read_content: 'Read content that the person asking may see, and all of it in background work',
  write_content: 'Save content as the person asking, and as the site in background work',
  variables: 'Keep settings and counters of its own',
  plugins: 'Ask other plugins',
  db_read: 'Look through lists of content, terms and the names of people',
  raw_sql: 'Run SQL of its own, on its own tables',
} as const;

/** `http:example.org`: to exchange data with that host. */
export type Capability = keyof typeof CAPABILITIES | `http:${string}`;

/** Who asks, and for what, as plain data. */
export interface CallContext {
  readonly actor: {
    readonly id: string;
    readonly name: string;
    readonly anonymous: boolean;
    readonly admin: boolean;
    readonly roles: readonly string[];
  };
  readonly permissions: ReadonlySet<string>;
  readonly stage: string;
  readonly locale: string;
}

/** A tap as plugins meet it. */
export interface CalledTap {
  readonly name: string;
  /** Whether what is kept may be changed while it is asked. */
  readonly writes: boolean;
  /** Whether the item that it is about may be changed through its handle. */
  readonly changesItem: boolean;
}

/** An item that a tap is about, as rooms show it to plugins. */
export interface CalledItem {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly published: boolean;
  readonly author_id?: string;
  readonly revision?: string;
  /** ISO 8601. */
  readonly created: string;
  readonly changed?: string;
  readonly fields: { readonly [name: string]: JsonObject | readonly JsonObject[] };
}

/** What a plugin changed of its item by handle. */
export interface ItemChanges {
  /** Characters that were set, all in all. */
  size: number;
  title?: string;
  readonly fields: { [name: string]: JsonObject | readonly JsonObject[] | null };
}

/** What the functions of the kernel know while a plugin is being asked. */
export interface PluginCall {
  readonly plugin: string;
  readonly capabilities: ReadonlySet<string>;
  /** Of this plugin of this site alone. */
  readonly key: string;
  readonly tap: CalledTap;
  readonly context: CallContext;
  /** What the tap is about, if it is about one. */
  readonly item: CalledItem | undefined;
  /** By which number the plugin names it. */
  readonly handle: number;
  /** Filled by the plugin, where the tap allows it. */
  changes?: ItemChanges;
  log(level: LogLevel, message: string): void;
  /** Asks the main thread. */
  ask(service: HostService, name: string, values: readonly WitValue[]): Promise<HostAnswer>;
  /** Whether there is such a plugin. */
  exists(plugin: string): boolean;
  /** Asks another plugin here and now. */
  invoke(plugin: string, tap: string, input: string): Promise<string | undefined>;
}

/** What is behind the interfaces that the main thread answers. */
export type HostService = 'items' | 'variables' | 'db' | 'raw-sql' | 'http' | 'queue' | 'cache';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

export type HostAnswer =
  | { readonly ok: string | undefined }
  | { readonly refusal: string; readonly message: string };
