import { parseId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import type { Database, Queries } from '#platform/database';
import type { Items } from '#records/items';
import { listStageChain, stagedTerms } from '#records/stages';
import type { AliasableExpression } from 'kysely';
import type { KnownTable } from './known-table.ts';

/** What the kernel shows of its own: content that the actor may read, and nothing secret. */
export interface ShownTable extends KnownTable {
  /**
   * A select with the columns of the table. What plugins and the database are asked for it is
   * asked before a connection is held: many who hold one and wait for another wait for ever.
   */
  rows(ctx: RequestContext): Promise<(queries: Queries) => AliasableExpression<object>>;
  /** Which of these `id`s the actor sees, where SQL does not know it all. */
  seen?(ctx: RequestContext, ids: readonly string[]): Promise<Seen>;
}

export interface Seen {
  readonly ids: ReadonlySet<string>;
  /** Whether it may be less than SQL finds. */
  readonly isPartial: boolean;
}

const text = { type: 'text' } as const;
const uuid = { type: 'uuid' } as const;
const time = { type: 'timestamp' } as const;
const yes = { type: 'boolean' } as const;

/** By their names, which no plugin can give to a table of its own. */
export function createShownTables(
  items: Items,
  database: Database,
): ReadonlyMap<string, ShownTable> {
  const tables: readonly ShownTable[] = [
    {
      name: 'items',
      columns: {
        id: uuid,
        type: text,
        title: text,
        author_id: uuid,
        published: yes,
        promoted: yes,
        sticky: yes,
        created: time,
        changed: time,
      },
      rows: (ctx) => items.readable(ctx),
      async seen(ctx, ids) {
        const known = ids.flatMap((id) => parseId<'item'>(id) ?? []);
        const visible = await items.findVisible(ctx, known);
        return { ids: new Set<string>(visible.ids), isPartial: visible.isDenying };
      },
    },
    {
      name: 'users',
      columns: { id: uuid, name: text },
      rows: async () => (queries) =>
        queries.selectFrom('users').select(['id', 'name']).where('status', '=', true),
    },
    {
      name: 'terms',
      columns: { id: uuid, vocabulary: text, name: text, weight: { type: 'integer' } },
      async rows(ctx) {
        const { term, vocabulary } = stagedTerms(
          await listStageChain(queriesOf(database, ctx), ctx.stage),
        );
        return (queries) =>
          queries
            .selectFrom(term.as('term'))
            .innerJoin(vocabulary.as('vocabulary'), 'vocabulary.id', 'term.vocabulary_id')
            .select(['term.id', 'vocabulary.name as vocabulary', 'term.name', 'term.weight']);
      },
    },
  ];
  return new Map(tables.map((table) => [table.name, table]));
}
