import type { Json } from '#base';
import type { RequestContext } from '#grammar/access';
import type { TableDefinitions } from '@trovato/plugin-sdk/manifest';
import type { Capability } from './host/plugin-call.ts';

/** Who asks, and which tables are its own. */
export interface CallingPlugin {
  readonly name: string;
  readonly tables: TableDefinitions;
  readonly capabilities: readonly Capability[];
}

/**
 * What plugins may ask of the kernel, in the name of whoever made the request. The kernel fills
 * it; what it throws of `#base`'s errors is told to the plugin as a refusal. Where a transaction is
 * open in the context, it goes through that one.
 */
export interface HostServices {
  readonly items: {
    /** As REST answers it. */
    load(ctx: RequestContext, id: string): Promise<Json>;
    /** See `items` in the WIT. */
    query(ctx: RequestContext, query: Json): Promise<Json>;
    save(ctx: RequestContext, item: Json): Promise<Json>;
  };
  /** Of one plugin. */
  readonly variables: {
    get(ctx: RequestContext, plugin: string, name: string): Promise<Json | undefined>;
    set(ctx: RequestContext, plugin: string, name: string, value: Json): Promise<void>;
    delete(ctx: RequestContext, plugin: string, name: string): Promise<void>;
  };
  /** See `db` in the WIT. */
  readonly db: {
    select(ctx: RequestContext, plugin: CallingPlugin, query: Json): Promise<Json>;
    insert(ctx: RequestContext, plugin: CallingPlugin, query: Json): Promise<Json>;
    update(ctx: RequestContext, plugin: CallingPlugin, query: Json): Promise<Json>;
    delete(ctx: RequestContext, plugin: CallingPlugin, query: Json): Promise<Json>;
  };
  /** See `queue` in the WIT. */
  readonly queue: {
    add(
      ctx: RequestContext,
      plugin: string,
      job: { readonly name: string; readonly payload: Json; readonly options: Json },
    ): Promise<void>;
  };
  /** See `cache` in the WIT. */
  readonly cache: {
    get(
      ctx: RequestContext,
      plugin: string,
      name: string,
      options: Json,
    ): Promise<Json | undefined>;
    set(
      ctx: RequestContext,
      plugin: string,
      kept: { readonly name: string; readonly value: Json; readonly options: Json },
    ): Promise<void>;
    invalidate(ctx: RequestContext, plugin: string, tags: Json): Promise<void>;
  };
  /** See `http` in the WIT. */
  readonly http: {
    /** `writes`: whether more than looking is done; `within`: how many milliseconds it may take. */
    fetch(
      ctx: RequestContext,
      plugin: CallingPlugin,
      asked: { readonly request: Json; readonly writes: boolean; readonly within: number },
    ): Promise<Json>;
  };
  readonly rawSql: {
    /** `writes`: whether anything may be saved. */
    query(
      ctx: RequestContext,
      plugin: CallingPlugin,
      asked: { readonly sql: string; readonly parameters: Json; readonly writes: boolean },
    ): Promise<Json>;
  };
}
