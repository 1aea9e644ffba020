import { sql } from 'kysely';
import type { Queries } from '#platform/database';

/** A database as migrations leave it. */
export interface Beginning {
  /** Of its tables, indexes, functions and triggers: another one when any of those is another. */
  readonly shape: string;
  /** The rows of tables that are not empty then, as JSON. */
  readonly rows: readonly { readonly table: string; readonly json: string }[];
}

/** So many bytes of a table are deleted row by row; what is larger is quicker to make anew. */
const MOST_BYTES = 500_000;

export async function readBeginning(queries: Queries): Promise<Beginning> {
  const rows: { table: string; json: string }[] = [];
  for (const table of await tablesOf(queries)) {
    const found = await sql<{ json: string | null }>`
      select json_agg(one)::text as json from ${sql.id(table)} as one`.execute(queries);
    const json = found.rows[0]?.json;
    if (json) rows.push({ table, json });
  }
  return { shape: await shapeOf(queries), rows };
}

/** Puts a database back to its beginning; false: it has to be made anew. */
export async function resetTo(queries: Queries, { shape, rows }: Beginning): Promise<boolean> {
  if ((await shapeOf(queries)) !== shape) return false;
  const { rows: large } = await sql`
    select from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
      and pg_total_relation_size(oid) > ${MOST_BYTES}`.execute(queries);
  if (large.length > 0) return false;
  // Without triggers and references between tables, in which order they come does not matter.
  await sql`set session_replication_role = replica`.execute(queries);
  await sql`do $$ declare one record; begin
    for one in select relname, relkind from pg_class
      where relkind in ('r', 'S') and relnamespace = 'public'::regnamespace
    loop
      if one.relkind = 'r' then execute format('delete from %I', one.relname);
      else perform setval(quote_ident(one.relname), 1, false); end if;
    end loop;
  end $$`.execute(queries);
  for (const { table, json } of rows) {
    await sql`insert into ${sql.id(table)} overriding system value
      select * from json_populate_recordset(null::${sql.id(table)}, ${json}::json)`.execute(
      queries,
    );
  }
  await sql`set session_replication_role = origin`.execute(queries);
  return true;
}

async function tablesOf(queries: Queries): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`.execute(queries);
  return rows.map(({ name }) => name);
}

/** Rows of the catalogue have the number of the transaction that wrote them. */
async function shapeOf(queries: Queries): Promise<string> {
  const { rows } = await sql<{ shape: string }>`
    select md5(string_agg(part, ',' order by part)) as shape from (
      select 'n' || nspname as part from pg_namespace where nspname not like 'pg\\_%'
      union all select 'c' || oid || ' ' || xmin from pg_class
        where relnamespace = 'public'::regnamespace
      union all select 'a' || attrelid || ' ' || attnum || ' ' || attribute.xmin
        from pg_attribute attribute join pg_class on pg_class.oid = attrelid
        where relnamespace = 'public'::regnamespace and attnum > 0 and relkind = 'r'
      union all select 'f' || oid || ' ' || xmin from pg_proc
        where pronamespace = 'public'::regnamespace
      union all select 't' || pg_trigger.oid || ' ' || pg_trigger.xmin
        from pg_trigger join pg_class on pg_class.oid = tgrelid
        where relnamespace = 'public'::regnamespace
      union all select 'k' || oid || ' ' || xmin from pg_constraint
        where connamespace = 'public'::regnamespace
    ) parts`.execute(queries);
  return rows[0]?.shape ?? '';
}
