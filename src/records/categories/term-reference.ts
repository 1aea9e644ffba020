import type { TermId } from '#base';
import { can } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { termUrl } from './category.ts';

/** Lets fields point to terms; terms are seen by everybody who sees content. */
export function createTermReference(queries: Queries): ReferenceTarget {
  return {
    type: 'term',

    select: (queries, ctx, ids, purpose) =>
      queries
        .selectFrom('category_term as t')
        .innerJoin('category_vocabulary as v', 'v.id', 't.vocabulary_id')
        .select([
          sql<string>`'term'::text`.as('type'),
          sql<string>`t.id::text`.as('id'),
          't.name as label',
          'v.name as bundle',
          sql`null::jsonb`.as('detail'),
        ])
        .where('t.id', 'in', ids as readonly TermId[])
        .where((where) => where.lit(purpose === 'save' || can(ctx.actor, 'access content'))),

    async kinds(own = queries) {
      const rows = await own
        .selectFrom('category_vocabulary')
        .select(['name as value', 'label'])
        .orderBy('label')
        .orderBy('name')
        .execute();
      return rows;
    },

    url: (row) => termUrl(row.id),

    async search(ctx, text, bundles, limit) {
      if (!can(ctx.actor, 'access content')) return [];
      const rows = await queries
        .selectFrom('category_term as t')
        .innerJoin('category_vocabulary as v', 'v.id', 't.vocabulary_id')
        .select(['t.id', 't.name'])
        .where(sql<boolean>`position(lower(${text}) in lower(t.name)) > 0`)
        .$if(bundles.length > 0, (terms) => terms.where('v.name', 'in', bundles))
        // What begins with the text stands before what merely contains it.
        .orderBy(sql`position(lower(${text}) in lower(t.name))`)
        .orderBy('t.weight')
        .orderBy(sql`lower(t.name)`)
        .limit(limit)
        .execute();
      return rows.map((row) => ({ value: row.id, label: row.name }));
    },
  };
}
