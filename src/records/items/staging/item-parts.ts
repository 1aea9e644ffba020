import type { Json } from '#base';
import type { Queries } from '#platform/database';
import type { Parts } from '#records/stages';
import { sql } from 'kysely';

const FIELD = 'fields/';

/** What versions of items consist of, by the ids of their revisions. */
export async function itemContents(
  queries: Queries,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Parts>> {
  if (keys.length === 0) return new Map();
  const rows = await queries
    .selectFrom('item_revision')
    .select([
      'id',
      'title',
      'status',
      'promote',
      'sticky',
      'item_author_id',
      'item_created',
      'fields',
    ])
    .where(sql<boolean>`id = any(${keys}::uuid[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.id,
      {
        title: row.title,
        status: row.status,
        promote: row.promote,
        sticky: row.sticky,
        author: row.item_author_id,
        created: row.item_created.toISOString(),
        ...Object.fromEntries(
          Object.entries(row.fields).map(([name, value]) => [`${FIELD}${name}`, value]),
        ),
      },
    ]),
  );
}

/** The values of fields among the parts. */
export function fieldsOf(parts: Parts): { readonly [field: string]: Json } {
  const fields: { [field: string]: Json } = {};
  for (const [part, value] of Object.entries(parts)) {
    const name = fieldOf(part);
    if (name !== undefined) fields[name] = value;
  }
  return fields;
}

/** The field that a part is, if it is one. */
export function fieldOf(part: string): string | undefined {
  return part.startsWith(FIELD) ? part.slice(FIELD.length) : undefined;
}
