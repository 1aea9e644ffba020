import { LIVE } from '#base';
import { type RawBuilder, sql } from 'kysely';
import { COMMON_WORD, RARE_WORD } from './gather-data.ts';

/** A listing, and the same answer as one would write it by hand. */
export interface ListingCase {
  readonly name: string;
  readonly label: string;
  /** Sections of a gather; its columns are `title` unless they say otherwise. */
  readonly sections: object;
  readonly byHand: RawBuilder<Readonly<Record<string, unknown>>>;
  /** How many rows come before the page. */
  readonly skipped?: number;
  /** What is asked is how many there are. */
  readonly counts?: boolean;
  /** Milliseconds that it may take on PostgreSQL at 50,000 items; left out: as long as by hand. */
  readonly mostMs?: number;
}

/** What the cases name of the content. */
export interface KnownContent {
  /** A term with many below it. */
  readonly term: string;
  /** The row after which a deep page begins, and how many there are up to it. */
  readonly deep: { readonly rows: number; readonly created: string; readonly id: string };
}

/** Rows of a page; one more tells whether there is a next. */
export const SIZE = 25;
/** As far as the engine counts. */
const COUNTED = 10_001;

const NEWEST = [{ column: 'created', direction: 'desc' }];
const SEEN = sql`item.deleted is null and item.stage_id = ${sql.lit(LIVE)} and item.status`;
const LATEST = sql`order by item.created desc, item.id desc limit ${sql.lit(SIZE + 1)}`;

/** The listings of a content site. */
export function listingCases({ term, deep }: KnownContent): readonly ListingCase[] {
  return [
    {
      name: 'newest_of_type',
      label: 'newest of a type',
      sections: { filters: where(['type', 'equals', 'article']), sorts: NEWEST },
      byHand: items(sql`item.type = ${'article'}`, LATEST),
      mostMs: 5,
    },
    {
      name: 'newest',
      label: 'newest of all types',
      sections: { sorts: NEWEST },
      byHand: items(sql`true`, LATEST),
      mostMs: 5,
    },
    {
      name: 'text_equals',
      label: 'a text equals, newest first',
      sections: { filters: where(['fields.city', 'equals', 'City 123']), sorts: NEWEST },
      byHand: items(sql`${text('city')} = ${'City 123'}`, LATEST),
      mostMs: 5,
    },
    {
      name: 'number_range',
      label: 'a number between, in its order',
      sections: {
        filters: where(['fields.amount', 'between', [1000, 1100]]),
        sorts: [{ column: 'fields.amount', direction: 'asc' }],
      },
      byHand: items(
        sql`${AMOUNT} between ${1000}::numeric and ${1100}::numeric`,
        sql`order by ${AMOUNT}, item.id limit ${sql.lit(SIZE + 1)}`,
      ),
      mostMs: 5,
    },
    {
      name: 'filter_and_sort',
      label: 'a text equals, in order of a date',
      sections: {
        filters: where(['fields.country', 'equals', 'Country 1']),
        sorts: [{ column: 'fields.day', direction: 'desc' }],
      },
      byHand: items(
        sql`${text('country')} = ${'Country 1'}`,
        sql`order by ${text('day')} desc nulls last, item.id desc limit ${sql.lit(SIZE + 1)}`,
      ),
      mostMs: 5,
    },
    {
      name: 'rare_word',
      label: 'a rare word, newest first',
      sections: { filters: where(['search', 'matches', RARE_WORD]), sorts: NEWEST },
      byHand: items(sql`true`, LATEST, searching(RARE_WORD)),
      mostMs: 5,
    },
    {
      name: 'common_word',
      label: 'a common word, newest first',
      sections: { filters: where(['search', 'matches', COMMON_WORD]), sorts: NEWEST },
      byHand: items(sql`${hasWord(COMMON_WORD)}`, LATEST),
      mostMs: 5,
    },
    {
      name: 'one_of_several',
      label: 'a field of several values has one, newest first',
      sections: { filters: where(['fields.tags', 'has_any', ['tag 150']]), sorts: NEWEST },
      byHand: items(
        sql`item_values(item.fields, '$."tags"[*]."value"'::jsonpath) && ${['tag 150']}::text[]`,
        LATEST,
      ),
      mostMs: 5,
    },
    {
      name: 'term_or_below',
      label: 'a term or any of 49 below it, newest first',
      sections: { filters: where(['fields.topics', 'has_term_or_below', term]), sorts: NEWEST },
      byHand: underTerm(term),
      mostMs: 5,
    },
    {
      name: 'count_by_country',
      label: 'how many events in each country',
      sections: {
        filters: where(['type', 'equals', 'event']),
        fields: [
          { id: 'country', column: 'fields.country' },
          { id: 'items', column: 'id', aggregate: 'count' },
        ],
        sorts: [
          { column: 'id', aggregate: 'count', direction: 'desc' },
          { column: 'fields.country', direction: 'asc' },
        ],
      },
      byHand: sql`select ${text('country')} as o0, count(*) as o1 from item
        where ${SEEN} and item.type = ${'event'}
        group by ${text('country')} order by count(*) desc, ${text('country')}
        limit ${sql.lit(SIZE + 1)}`,
    },
    {
      name: 'with_author',
      label: 'newest of a type with the name of their author',
      sections: {
        filters: where(['type', 'equals', 'article']),
        sorts: NEWEST,
        relationships: [{ name: 'author', label: 'Author', through: 'author', required: false }],
        fields: [
          { id: 'title', column: 'title' },
          { id: 'author', column: 'name', of: 'author' },
        ],
      },
      byHand: sql`select item.id, item.title, users.name from item
        left join users on users.id = item.author_id and users.status
        where ${SEEN} and item.type = ${'article'} ${LATEST}`,
      mostMs: 5,
    },
    {
      name: 'by_referenced_item',
      label: 'newest events of which the place is in a country',
      sections: {
        filters: {
          match: 'all',
          filters: [
            { id: 'type', column: 'type', operator: 'equals', value: 'event' },
            {
              id: 'country',
              column: 'fields.country',
              of: 'place',
              operator: 'equals',
              value: 'Country 3',
            },
          ],
        },
        sorts: NEWEST,
        relationships: [{ name: 'place', label: 'Place', through: 'fields.place', required: true }],
      },
      byHand: sql`select item.id, item.title from item
        join item place on place.id = (item.fields -> 'place' ->> 'target_id')::uuid
        where ${SEEN} and item.type = ${'event'} and place.deleted is null and place.status
          and place.stage_id = ${sql.lit(LIVE)}
          and (place.fields -> 'country' ->> 'value') collate "C" = ${'Country 3'} ${LATEST}`,
      mostMs: 5,
    },
    {
      name: 'deep_page',
      label: `newest of all types, ${deep.rows} rows on`,
      sections: { sorts: NEWEST },
      skipped: deep.rows,
      byHand: items(
        sql`(item.created, item.id) < (${deep.created}::timestamptz, ${deep.id}::uuid)`,
        LATEST,
      ),
      mostMs: 5,
    },
    {
      name: 'exact_count',
      label: 'how many of a type there are',
      sections: { filters: where(['type', 'equals', 'article']), sorts: NEWEST },
      counts: true,
      byHand: counted(sql`where ${SEEN} and item.type = ${'article'}`),
      mostMs: 5,
    },
    {
      name: 'count_of_common_word',
      label: 'how many have a common word',
      sections: { filters: where(['search', 'matches', COMMON_WORD]), sorts: NEWEST },
      counts: true,
      byHand: counted(sql`${searching(COMMON_WORD)} where ${SEEN}`),
      mostMs: 10,
    },
  ];
}

type FilterOf = readonly [column: string, operator: string, value: unknown];

function where([column, operator, value]: FilterOf) {
  return { match: 'all', filters: [{ id: 'one', column, operator, value }] };
}

const AMOUNT = sql`(item.fields -> 'amount' ->> 'value')::numeric`;

function text(field: string) {
  return sql`(item.fields -> ${sql.lit(field)} ->> 'value') collate "C"`;
}

function items(
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  join: RawBuilder<unknown> = sql``,
): ListingCase['byHand'] {
  return sql`select item.id, item.title from item ${join} where ${SEEN} and ${condition} ${order}`;
}

function counted(rest: RawBuilder<unknown>): ListingCase['byHand'] {
  return sql`select count(*) as count from (
    select 1 from item ${rest} limit ${sql.lit(COUNTED)}) as found`;
}

function searching(word: string) {
  return sql`join item_search words on words.item_id = item.id
    and words.stage_id = item.stage_id and words.words @@ websearch_to_tsquery('english', ${word})`;
}

function hasWord(word: string) {
  return sql`exists (select 1 from item_search words where words.item_id = item.id
    and words.stage_id = item.stage_id and words.words @@ websearch_to_tsquery('english', ${word}))`;
}

/** The newest of each term, merged. */
function underTerm(term: string): ListingCase['byHand'] {
  return sql`select item.id, item.title from (
      select distinct newest.created, newest.item_id from category_term_closure under
      cross join lateral (
        select termed.created, termed.item_id from item_term termed
        join item on item.id = termed.item_id
        where termed.term_id = under.term_id and termed.stage_id = ${sql.lit(LIVE)} and ${SEEN}
        order by termed.created desc, termed.item_id desc limit ${sql.lit(SIZE + 1)}
      ) newest where under.ancestor_id = ${term}
      order by newest.created desc, newest.item_id desc limit ${sql.lit(SIZE + 1)}
    ) page join item on item.id = page.item_id order by page.created desc, item.id desc`;
}
