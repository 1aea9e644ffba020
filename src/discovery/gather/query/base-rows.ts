import { ANONYMOUS, type StageId, type UserId } from '#base';
import { type Actor, can } from '#grammar/access';
import type { Queries } from '#platform/database';
import { filesSeenIn } from '#records/files';
import type { ListAccess } from '#records/items';
import { schemaOf } from '#records/plugins';
import { stagedItems, stagedParts, stagedTerms } from '#records/stages';
import { type AliasableExpression, sql } from 'kysely';
import type { BaseRows } from '../catalogue/placed-column.ts';

/** Columns of items that have indexes. */
export interface IndexedColumns {
  /** By each of their values, of which there may be several. */
  readonly byValue: ReadonlySet<string>;
  /** First in the order of an index. */
  readonly inOrder: ReadonlySet<string>;
}

/** What decides which rows there are for the reader, and how they are found. */
export interface RowScope {
  readonly queries: Queries;
  readonly actor: Actor;
  readonly items: ListAccess;
  readonly indexed: IndexedColumns;
}

/**
 * The rows of a base that the actor may see, as a select of them; on live PostgreSQL reads through
 * it as if it were the table.
 */
export function baseRows(scope: RowScope, rows: BaseRows): AliasableExpression<object> {
  const { queries, actor, items } = scope;
  const seesContent = can(actor, 'access content');
  switch (rows.of) {
    case 'item':
      return visibleItems(scope);
    case 'user': {
      const administers = can(actor, 'administer users');
      return queries
        .selectFrom('users')
        .select(['users.id', 'users.name', 'users.created', 'users.status'])
        .where('users.id', '!=', sql<UserId>`${sql.lit(ANONYMOUS)}`)
        .$if(!administers, (users) =>
          users.where((user) => user('users.status', '=', user.lit(true))),
        )
        .$if(!administers && !seesContent, nothing);
    }
    case 'term': {
      const tables = stagedTerms(items.chain);
      return queries
        .selectFrom(tables.term.as('term'))
        .innerJoin(tables.vocabulary.as('vocabulary'), 'vocabulary.id', 'term.vocabulary_id')
        .select([
          'term.id',
          'term.name',
          'term.description',
          'term.weight',
          'vocabulary.name as vocabulary',
        ])
        .$if(!seesContent, nothing);
    }
    case 'file':
      return queries
        .selectFrom('file_managed as file')
        .selectAll()
        .where((file) =>
          file.or([
            file.and([
              file('file.permanent', '=', file.lit(true)),
              file.lit(seesContent),
              filesSeenIn(items.chain, 'file'),
            ]),
            file.and([
              file('file.permanent', '=', file.lit(false)),
              actor.kind === 'anonymous' ? file.lit(false) : file('file.owner_id', '=', actor.id),
            ]),
          ]),
        );
    case 'revision':
      return queries
        .selectFrom('item_revision as revision')
        .innerJoin(visibleItems(scope).as('item'), 'item.id', 'revision.item_id')
        .where('revision.stage_id', 'in', items.chain)
        .where((item) => items.hasRevisions(item))
        .selectAll('revision');
    case 'plugin':
      return sql<object>`(select * from ${sql.id(schemaOf(rows.plugin), rows.table)}
        where ${sql.lit(can(actor, rows.permission))})`;
  }
}

function visibleItems({ queries, items }: RowScope) {
  const staged = stagedItems(queries, items.chain);
  // Live is one select, which takes a condition; that of a stage is a union.
  const rows =
    items.chain.length === 1 ? staged : queries.selectFrom(staged.as('item')).selectAll('item');
  return rows.where((item) => items.where(item));
}

/** The parts that the items of a stage are put together of, as far as the actor may see them. */
export function visibleParts({ queries, items }: RowScope): readonly AliasableExpression<object>[] {
  // What a stage changed is read from a revision: the condition is about what the part answers.
  return stagedParts(queries, items.chain).map((part) =>
    queries
      .selectFrom(part.as('item'))
      .selectAll('item')
      .where((item) => items.where(item)),
  );
}

/** The items of a stage, whoever may see them: for rows that were found to be shown. */
export function anyItems(queries: Queries, chain: readonly StageId[]): AliasableExpression<object> {
  return stagedItems(queries, chain);
}

function nothing<Select extends { where(condition: ReturnType<typeof never>): Select }>(
  select: Select,
): Select {
  return select.where(never());
}

function never() {
  return sql<boolean>`false`;
}
