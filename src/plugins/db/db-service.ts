import type { Json } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import type { Items } from '#records/items';
import { type AliasableExpression, sql } from 'kysely';
import type { CallingPlugin, HostServices } from '../host-services.ts';
import { Refusal } from '../host/refusal.ts';
import type { Answered } from './bounded-rows.ts';
import { deleteRows, insertRows, updateRows } from './change-rows.ts';
import { asRefusal } from './database-refusal.ts';
import { type KnownTable, ownTable } from './known-table.ts';
import { limited } from './limited.ts';
import { checked, DELETE, INSERT, SELECT, type SelectRequest, UPDATE } from './query-schema.ts';
import { seenRows } from './seen-rows.ts';
import { selectRows } from './select-rows.ts';
import { createShownTables, type ShownTable } from './shown-tables.ts';

/** What is selected from. */
interface Source {
  readonly from: KnownTable;
  readonly source: (queries: Queries) => AliasableExpression<object>;
  readonly seen?: ShownTable['seen'] | undefined;
}

/** Tables of plugins, and what the kernel shows them of its own. */
export function createDbService(database: Database, items: Items): HostServices['db'] {
  const shown = createShownTables(items, database);

  async function sourceOf(
    ctx: RequestContext,
    plugin: CallingPlugin,
    name: string,
  ): Promise<Source> {
    const table = shown.get(name);
    if (table === undefined) {
      const own = ownTable(plugin, name);
      const all = sql<object>`(select * from ${sql.id(own.schema, own.name)})`;
      return { from: own, source: () => all };
    }
    if (!plugin.capabilities.includes('db_read')) throw new Refusal('not-granted', 'db_read');
    return { from: table, source: await table.rows(ctx), seen: table.seen };
  }

  async function select(
    ctx: RequestContext,
    plugin: CallingPlugin,
    request: SelectRequest,
  ): Promise<Answered> {
    const { from, source, seen } = await sourceOf(ctx, plugin, request.from);
    const find = (table: string) => ownTable(plugin, table);
    const rows = (asked: SelectRequest) =>
      limited(
        database,
        ctx,
        (queries) => selectRows({ queries, from, source: source(queries), find }, asked),
        { reading: true },
      );
    return seen ? seenRows(from, request, rows, (ids) => seen(ctx, ids)) : rows(request);
  }

  const run = (ctx: RequestContext, work: (queries: Queries) => Promise<Answered>) =>
    told(() => limited(database, ctx, work));

  return {
    select: (ctx, plugin, query) => {
      const request = checked(SELECT, query);
      return told(() => select(ctx, plugin, request));
    },
    insert: (ctx, plugin, query) => {
      const request = checked(INSERT, query);
      const table = ownTable(plugin, request.into);
      return run(ctx, (queries) => insertRows(queries, table, request));
    },
    update: (ctx, plugin, query) => {
      const request = checked(UPDATE, query);
      const table = ownTable(plugin, request.table);
      return run(ctx, (queries) => updateRows(queries, table, request));
    },
    delete: (ctx, plugin, query) => {
      const request = checked(DELETE, query);
      const table = ownTable(plugin, request.from);
      return run(ctx, (queries) => deleteRows(queries, table, request));
    },
  };
}

/** What `work` comes to, as a plugin is told it. */
async function told(work: () => Promise<Answered>): Promise<Json> {
  try {
    return { ...(await work()) };
  } catch (error) {
    throw asRefusal(error);
  }
}
