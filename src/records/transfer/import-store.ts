import { ANONYMOUS, type ItemId, type RevisionId, type UserId } from '#base';
import type { Queries, Selectable, Tables } from '#platform/database';
import { sql } from 'kysely';

/** What is known of a record from the imports before. */
export interface KnownRecord {
  /** null: the item was deleted for good. */
  readonly itemId: ItemId | null;
  /** Of the item as it is. */
  readonly revisionId: RevisionId | null;
  readonly inTrash: boolean;
  readonly hash: Buffer;
  readonly omitted: readonly OmittedValue[];
}

/** A value that was left out of a record, and why. */
export type OmittedValue = Selectable<Tables['import_source']>['omitted'][number];

/** What is remembered of a record that was saved. */
export interface ImportedRecord {
  readonly key: string;
  readonly itemId: ItemId;
  readonly hash: Buffer;
  readonly omitted: readonly OmittedValue[];
}

/** Until the transaction ends, nobody else imports from this source. */
export async function holdSource(queries: Queries, source: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${source}`}, 0))`.execute(
    queries,
  );
}

export async function findKnown(
  queries: Queries,
  source: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, KnownRecord>> {
  const rows = await queries
    .selectFrom('import_source as s')
    .leftJoin('item as i', 'i.id', 's.item_id')
    .select(['s.key', 's.item_id', 's.hash', 's.omitted', 'i.deleted', 'i.current_revision_id'])
    .where('s.source', '=', source)
    .where(sql<boolean>`s.key = any(${keys}::text[])`)
    .execute();
  return new Map(
    rows.map((row) => [
      row.key,
      {
        itemId: row.item_id,
        revisionId: row.current_revision_id,
        inTrash: row.deleted !== null,
        hash: Buffer.from(row.hash),
        omitted: row.omitted,
      },
    ]),
  );
}

/** Remembers which items records became, all of a batch in one statement. */
export async function rememberRecords(
  queries: Queries,
  source: string,
  records: readonly ImportedRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await queries
    .insertInto('import_source')
    .values(
      records.map(({ key, itemId, hash, omitted }) => ({
        source,
        key,
        item_id: itemId,
        hash,
        omitted: JSON.stringify(omitted),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['source', 'key']).doUpdateSet({
        item_id: (excluded) => excluded.ref('excluded.item_id'),
        hash: (excluded) => excluded.ref('excluded.hash'),
        omitted: (excluded) => excluded.ref('excluded.omitted'),
      }),
    )
    .execute();
}

/** The items of these ids as they are, those in the trash too. */
export async function findItemsByIds(queries: Queries, ids: readonly string[]) {
  const rows =
    ids.length === 0
      ? []
      : await queries
          .selectFrom('item')
          .select([
            'id',
            'type',
            'title',
            'status',
            'created',
            'promote',
            'sticky',
            'author_id',
            'fields',
            'deleted',
            'current_revision_id',
          ])
          .where(sql<boolean>`id = any(${ids}::uuid[])`)
          .execute();
  return new Map(rows.map((row) => [row.id as string, row]));
}

/** The users of these ids, else of these names. */
export async function findAuthors(
  queries: Queries,
  authors: readonly { readonly id: UserId | undefined; readonly name: string }[],
): Promise<ReadonlyMap<string, UserId>> {
  if (authors.length === 0) return new Map();
  const names = authors.map(({ name }) => name.toLowerCase());
  const ids = authors.flatMap(({ id }) => id ?? []);
  const rows = await queries
    .selectFrom('users')
    .select(['id', 'name'])
    // Nobody can be made the author in the name of everybody.
    .where('id', '!=', ANONYMOUS)
    .where(sql<boolean>`(lower(name) = any(${names}::text[]) or id = any(${ids}::uuid[]))`)
    .execute();
  return new Map([
    ...rows.map(({ id, name }) => [name.toLowerCase(), id] as const),
    ...rows.map(({ id }) => [id, id] as const),
  ]);
}
