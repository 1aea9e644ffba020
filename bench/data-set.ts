import { LIVE, type ItemId, newId, type RevisionId, type TermId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Items } from '#records/items';

/**
 * The data set of the benchmarks: items of five types with 10 to 20 fields (2 to 8 KB each) and 1
 * to 5 terms from a vocabulary of 500. The same for the same size: a small generator of its own
 * gives the numbers, since Math.random cannot be seeded.
 */
export const TYPES = ['article', 'event', 'product', 'person', 'place'] as const;
const TERMS = 500;
const CHUNK = 250;

const WORDS =
  'time year people way day man thing woman life child world school state family student group country problem hand part place case week company system program question work government number night point home water room mother area money story fact month lot right study book eye job word business issue side kind head house service friend father power hour game line end member law car city community name president team minute idea kid body information back parent face others level office door health person art war history party result change morning reason research girl guy moment air teacher force education'.split(
    ' ',
  );

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Makes the types, the vocabulary, and `count` published items, written as a save writes them. */
export async function fillDatabase(
  database: Database,
  items: Items,
  ctx: RequestContext,
  count: number,
  progress: (text: string) => void,
): Promise<readonly ItemId[]> {
  const terms = await createTerms(database);
  for (const [index, type] of TYPES.entries()) await createType(items, ctx, type, 6 + index * 2);
  const random = randomFrom(42);
  const ids: ItemId[] = [];
  for (let done = 0; done < count; done += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, count - done) }, (_, i) =>
      createRow(random, terms, ctx.actor.id, done + i),
    );
    await insertRows(database, rows);
    ids.push(...rows.map((row) => row.id));
    if (done % 10_000 === 0) progress(`items written: ${done} of ${count}`);
  }
  return ids;
}

async function createTerms(database: Database): Promise<readonly TermId[]> {
  const vocabulary_id = newId<'vocabulary'>();
  await database.queries
    .insertInto('category_vocabulary')
    .values({ id: vocabulary_id, name: 'topics', label: 'Topics' })
    .execute();
  const terms = Array.from({ length: TERMS }, (_, i) => ({
    id: newId<'term'>(),
    vocabulary_id,
    name: `Topic ${i}`,
  }));
  await database.queries.insertInto('category_term').values(terms).execute();
  return terms.map((term) => term.id);
}

/** A type with a body, topics, a number, a day and so many short texts. */
export async function createType(
  items: Items,
  ctx: RequestContext,
  type: string,
  texts: number,
): Promise<void> {
  await items.createType(ctx, type, { name: type });
  const add = async (name: string, input: object): Promise<void> => {
    await items.addField(ctx, type, name, { label: name, ...input });
  };
  await add('body', { field_type: 'long_text' });
  await add('topics', {
    field_type: 'reference',
    cardinality: -1,
    settings: { target_type: 'term', bundles: ['topics'] },
  });
  await add('amount', { field_type: 'integer' });
  await add('day', { field_type: 'date' });
  for (let i = 0; i < texts; i++) await add(`text_${i}`, { field_type: 'text' });
}

interface Row {
  readonly id: ItemId;
  readonly revision: RevisionId;
  readonly type: string;
  readonly title: string;
  readonly author: UserId;
  readonly created: string;
  readonly fields: object;
}

function createRow(
  random: () => number,
  terms: readonly TermId[],
  author: UserId,
  index: number,
): Row {
  const words = (length: number): string =>
    Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
  const typeIndex = index % TYPES.length;
  const chosen = new Set(
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => Math.floor(random() ** 2 * TERMS)),
  );
  const fields: { [name: string]: unknown } = {
    body: { value: words(250 + Math.floor(random() * 700)), format: 'plain_text' },
    topics: [...chosen].map((term) => ({ target_id: terms[term], target_type: 'term' })),
    amount: { value: Math.floor(random() * 10_000) },
    day: { value: new Date(1.5e12 + random() * 3e11).toISOString().slice(0, 10) },
  };
  for (let i = 0; i < 6 + typeIndex * 2; i++) fields[`text_${i}`] = { value: words(6) };
  return {
    id: newId<'item'>(),
    revision: newId<'revision'>(),
    type: TYPES[typeIndex] ?? TYPES[0],
    title: words(5),
    author,
    created: new Date(1.6e12 + index * 600_000).toISOString(),
    fields,
  };
}

async function insertRows(database: Database, rows: readonly Row[]): Promise<void> {
  await database.queries
    .with('revision', (db) =>
      db
        .insertInto('item_revision')
        .values(
          rows.map((row) => ({
            id: row.revision,
            item_id: row.id,
            author_id: row.author,
            title: row.title,
            status: true,
            created: new Date(row.created),
            fields: JSON.stringify(row.fields),
            item_author_id: row.author,
            item_created: new Date(row.created),
          })),
        )
        .returning('id'),
    )
    .insertInto('item')
    .values(
      rows.map((row) => ({
        id: row.id,
        type: row.type,
        title: row.title,
        author_id: row.author,
        status: true,
        created: new Date(row.created),
        changed: new Date(row.created),
        current_revision_id: row.revision,
        stage_id: LIVE,
        fields: JSON.stringify(row.fields),
        deleted: null,
        deleted_by: null,
      })),
    )
    .execute();
}
