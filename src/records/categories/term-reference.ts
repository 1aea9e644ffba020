import { isObject, LIVE } from '#base';
import { can } from '#grammar/access';
import type { NamedRecords, ReferenceRow, ReferenceTarget } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { termUrl } from './category.ts';
import { nameContains } from './term-store.ts';
import { viewTerms } from './term-view.ts';

/** A term of live that something refers to from now on is not ended before that is saved. */
const STAYS = sql`for key share`;

/** Lets fields point to terms; terms are seen by everybody who sees content. */
export function createTermReference(queries: Queries, naming: NamedRecords): ReferenceTarget {
  return {
    type: 'term',

    async select(within, ctx, ids, purpose) {
      const { tables } = await viewTerms(within, ctx.stage);
      const may = purpose === 'save' || can(ctx.actor, 'access content');
      return sql<ReferenceRow>`
        select 'term'::text as type, asked.id::text as id, t.name as label, v.name as bundle,
          case when t.id <> asked.id then jsonb_build_object('moved_to', t.id) end as detail
        from (
          select given.id, coalesce(m.into_id, given.id) as term_id
          from unnest(${may ? ids : []}::uuid[]) as given(id)
            left join category_term_merge m on m.id = given.id
        ) asked
        join lateral (
          select id, name, vocabulary_id from ${tables.term} one where one.id = asked.term_id
          ${purpose === 'save' && ctx.stage === LIVE ? STAYS : sql``}
        ) t on true
        join ${tables.vocabulary} v on v.id = t.vocabulary_id`;
    },

    async kinds(stage, own = queries) {
      const { tables } = await viewTerms(own, stage);
      return own
        .selectFrom(tables.vocabulary.as('v'))
        .select(['v.name as value', 'v.label'])
        .orderBy('v.label')
        .orderBy('v.name')
        .execute();
    },

    url: ({ id, detail }) => termUrl(isObject(detail) ? String(detail['moved_to']) : id),

    async search(ctx, text, bundles, limit) {
      if (!can(ctx.actor, 'access content')) return [];
      const view = await viewTerms(queries, ctx.stage);
      const { tables } = view;
      const rows = await queries
        .selectFrom(tables.term.as('t'))
        .innerJoin(tables.vocabulary.as('v'), 'v.id', 't.vocabulary_id')
        .select(['t.id', 't.name'])
        .select(
          // Only where its own name does not say why it was found.
          sql<string | null>`case when position(lower(${text}) in lower(t.name)) = 0 then (
            select s.name from ${tables.synonym} s
            where s.term_id = t.id and position(lower(${text}) in lower(s.name)) > 0
            order by position(lower(${text}) in lower(s.name)), lower(s.name) limit 1) end`.as(
            'also',
          ),
        )
        .where(nameContains(view, text))
        .$if(bundles.length > 0, (terms) => terms.where('v.name', 'in', bundles))
        // What begins with the text stands before what merely contains it, other names last.
        .orderBy(sql`coalesce(nullif(position(lower(${text}) in lower(t.name)), 0), 1000)`)
        .orderBy('t.weight')
        .orderBy(sql`lower(t.name)`)
        .limit(limit)
        .execute();
      return rows.map(({ id, name, also }) => ({
        value: id,
        label: name,
        ...(also === null ? {} : { also }),
      }));
    },

    naming,
  };
}
