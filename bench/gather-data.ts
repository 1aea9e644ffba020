import { LIVE, newId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Queries, Transaction } from '#platform/database';
import type { Kernel } from '#kernel';
import { sql } from 'kysely';
import { createType, TYPES } from './data-set.ts';

/**
 * Content to list, made by the database itself: items of five types with 10 to 20 fields (2 to 8
 * KB each) and 1 to 5 terms from a vocabulary of 500 in three levels. The same for the same size.
 * A rare word stands in about 1 of 400 items, a common one in 1 of 6, so that it is among the
 * thousand that PostgreSQL counts whichever items it samples.
 */
const TERMS = 500;
const VOCABULARY = newId<'vocabulary'>();
const PARAGRAPHS = 2_000;
const PHRASES = 5_000;
export const RARE_WORD = 'quokka';
export const COMMON_WORD = 'harbour';

/** A term on top, with 49 below it in two levels. */
export const TOP_TERM = '018f0000-0000-7003-8000-000000000003';

export async function fillForListings(
  { database, items }: Pick<Kernel, 'database' | 'items'>,
  ctx: RequestContext,
  count: number,
  progress: (text: string) => void,
): Promise<void> {
  await database.queries
    .insertInto('category_vocabulary')
    .values({ id: VOCABULARY, name: 'topics', label: 'Topics' })
    .execute();
  for (const [index, type] of TYPES.entries()) await createListedType(items, ctx, type, index);
  await items.addField(ctx, 'event', 'place', {
    label: 'place',
    field_type: 'reference',
    settings: { target_type: 'item', bundles: ['place'] },
  });
  // Functions and tables of `pg_temp` are those of one connection.
  await database.transaction(async (transaction) => {
    // Indexes of words are made in memory.
    if (database.kind === 'postgres')
      await sql`set local maintenance_work_mem = '512MB'`.execute(transaction);
    await createHelpers(transaction);
    await createTerms(transaction);
    const indexes = await dropIndexes(transaction);
    await sql`alter table item disable trigger item_words`.execute(transaction);
    progress(`${count} items`);
    await createItems(transaction, ctx.actor.id, count);
    progress('what stands beside items');
    await sql`set constraints all immediate`.execute(transaction);
    await sql`alter table item enable trigger item_words`.execute(transaction);
    for (const statement of indexes) {
      progress(statement);
      await sql.raw(statement).execute(transaction);
    }
  });
  await sql`vacuum analyze`.execute(database.queries);
}

async function createListedType(
  items: Kernel['items'],
  ctx: RequestContext,
  type: string,
  index: number,
): Promise<void> {
  await createType(items, ctx, type, fillers(index));
  for (const name of ['country', 'city', 'month', 'tags']) {
    const cardinality = name === 'tags' ? -1 : 1;
    await items.addField(ctx, type, name, { label: name, field_type: 'text', cardinality });
  }
}

function fillers(type: number): number {
  return 2 + type * 2;
}

async function createHelpers(queries: Queries): Promise<void> {
  for (const statement of [
    // Numbers that look like chance.
    `create function pg_temp.pick(n bigint, salt bigint, below bigint) returns bigint
      language sql immutable as $$ select (hashint8extended(n, salt) & 2147483647) % below $$`,
    // Small ones more often: half of them are in the first quarter.
    `create function pg_temp.often(n bigint, salt bigint, below bigint) returns bigint
      language sql immutable as
      $$ select floor(below * power(pg_temp.pick(n, salt, 1000000) / 1000000.0, 2))::bigint $$`,
    `create function pg_temp.uuid_of(n bigint, kind text) returns uuid language sql immutable as $$
      select ('018f0000-0000-7' || kind || '-8000-' || lpad(to_hex(n), 12, '0'))::uuid $$`,
    `create aggregate pg_temp.joined (tsvector) (
      sfunc = tsvector_concat, stype = tsvector, initcond = '')`,
    `create temporary table word on commit drop as
      select i, (syllables)[1 + i % 20] || (syllables)[1 + i / 20 % 20]
        || (syllables)[1 + i / 400 % 20] as said
      from generate_series(0, 4999) i, (select array['ba','cor','de','fil','gan','hol','ju','kem',
        'lin','mor','nu','pa','quin','ros','sal','tor','un','vel','wim','zo'] as syllables) given`,
    `create temporary table phrase on commit drop as
      select p, string_agg(said, ' ' order by k) as said
      from generate_series(0, ${PHRASES - 1}) p cross join generate_series(1, 6) k
        join word on word.i = pg_temp.often(p * 1000 + k, 15, 5000)
      group by p`,
    `create temporary table paragraph on commit drop as
      select p, said, to_tsvector('pg_catalog.english', said) as words
      from (select p, string_agg(said, ' ' order by k)
          || case when p = 13 then ' ${RARE_WORD}' else '' end
          || case when p % 28 = 7 then ' ${COMMON_WORD}' else '' end as said
        from generate_series(0, ${PARAGRAPHS - 1}) p cross join generate_series(1, 110) k
          join word on word.i = pg_temp.often(p * 1000 + k, 1, 5000)
        group by p) written`,
    ...['phrase', 'paragraph'].flatMap((table) => [
      `create unique index on ${table} (p)`,
      `analyze ${table}`,
    ]),
  ])
    await sql.raw(statement).execute(queries);
}

/** Ten on top, seven below each, six below each of those. */
async function createTerms(queries: Queries): Promise<void> {
  await sql`insert into category_term (id, vocabulary_id, name)
    select pg_temp.uuid_of(t, '003'), ${VOCABULARY}::uuid, 'Topic ' || t
    from generate_series(0, ${sql.lit(TERMS - 1)}) t`.execute(queries);
  await sql`insert into category_term_hierarchy (term_id, parent_id)
    select pg_temp.uuid_of(t, '003'),
      pg_temp.uuid_of(case when t < 80 then (t - 10) / 7 else 10 + (t - 80) / 6 end, '003')
    from generate_series(10, ${sql.lit(TERMS - 1)}) t`.execute(queries);
  await sql`with recursive under (ancestor_id, term_id) as (
      select id, id from category_term
      union select under.ancestor_id, hierarchy.term_id
      from under join category_term_hierarchy hierarchy on hierarchy.parent_id = under.term_id)
    insert into category_term_closure select * from under on conflict do nothing`.execute(queries);
}

/** Made again at once after so many rows is a tenth of the work. */
async function dropIndexes(queries: Transaction): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string; made: string }>`
    select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as made
    from pg_index where not indisunique
      and indrelid in ('item'::regclass, 'item_search'::regclass, 'item_term'::regclass)`.execute(
    queries,
  );
  for (const { name } of rows) await sql.raw(`drop index ${name}`).execute(queries);
  return rows.map(({ made }) => made);
}

async function createItems(queries: Queries, author: UserId, count: number): Promise<void> {
  const types = sql`(array[${sql.join(TYPES.map((type) => sql.lit(type)))}])`;
  const places = sql.lit(Math.floor(count / TYPES.length));
  await sql
    .raw(`create temporary table made on commit drop as
    select n, pg_temp.uuid_of(n, '001') as id, (select said from phrase where p = pg_temp.pick(n, 2, ${PHRASES})) as title,
      timestamptz '2016-01-01 00:00Z' + n * interval '10 minutes' as created,
      array(select pg_temp.pick(n * 10 + k, 3, ${PARAGRAPHS})
        from generate_series(1, 3 + pg_temp.pick(n, 4, 6)) k) as paragraphs,
      array(select distinct pg_temp.often(n * 10 + k, 5, ${TERMS})
        from generate_series(1, 1 + pg_temp.pick(n, 6, 5)) k) as topics
    from generate_series(0, ${count - 1}) n`)
    .execute(queries);
  // Of a revision nothing is listed but that it is there.
  await sql`insert into item_revision (id, item_id, author_id, title, status, created,
      item_author_id, item_created)
    select pg_temp.uuid_of(n, '002'), id, ${author}, title, true, created, ${author}, created
    from made`.execute(queries);
  await sql`insert into item (id, type, title, author_id, status, created, changed,
      current_revision_id, stage_id, fields)
    select id, ${types}[1 + n % 5], title, ${author}, pg_temp.pick(n, 7, 10) > 0, created, created,
      pg_temp.uuid_of(n, '002'), ${sql.lit(LIVE)}, jsonb_build_object(
        'body', jsonb_build_object('format', 'plain_text', 'value', (
          select string_agg(said, e'\n\n') from paragraph where p = any(paragraphs))),
        'topics', (select jsonb_agg(jsonb_build_object(
          'target_id', pg_temp.uuid_of(topic, '003'), 'target_type', 'term'))
          from unnest(topics) topic),
        'country', jsonb_build_object('value', 'Country ' || pg_temp.often(n, 8, 40)),
        'city', jsonb_build_object('value', 'City ' || pg_temp.pick(n, 9, 500)),
        'month', jsonb_build_object('value', '2026-' || lpad((1 + pg_temp.pick(n, 10, 12))::text, 2, '0')),
        'amount', jsonb_build_object('value', pg_temp.pick(n, 11, 10000)),
        'day', jsonb_build_object('value', (date '2020-01-01' + pg_temp.pick(n, 12, 3000)::int)::text),
        'tags', (select jsonb_agg(distinct jsonb_build_object('value', 'tag ' || pg_temp.often(n * 10 + k, 13, 300)))
          from generate_series(1, 1 + pg_temp.pick(n, 14, 5)) k)
      ) || (select jsonb_object_agg('text_' || k, jsonb_build_object('value', said))
        from generate_series(0, 1 + (n % 5) * 2) k
          join phrase on p = pg_temp.pick(n * 20 + k, 16, ${sql.lit(PHRASES)}))
      || case when n % 5 = 1 then jsonb_build_object('place', jsonb_build_object(
          'target_type', 'item', 'target_id', pg_temp.uuid_of(pg_temp.pick(n, 17, ${places}) * 5 + 4, '001')))
        else '{}' end
    from made`.execute(queries);
  await sql`insert into item_term (item_id, stage_id, field, term_id, created)
    select id, ${sql.lit(LIVE)}, 'topics', pg_temp.uuid_of(topic, '003'), created
    from made, unnest(topics) topic`.execute(queries);
  // As the trigger would, from the words of each paragraph, which are known.
  await sql`insert into item_search (item_id, stage_id, shown, words)
    select id, ${sql.lit(LIVE)}, pg_temp.pick(n, 7, 10) > 0, setweight(to_tsvector('pg_catalog.english', title), 'A') || (
      select pg_temp.joined(words) from paragraph where p = any(paragraphs))
    from made`.execute(queries);
}
