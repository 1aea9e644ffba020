import { createHash } from 'node:crypto';
import { fieldColumnName } from '../catalogue/field-columns.ts';
import type { ColumnNode, ConditionNode, OrderNode, QueryNode, ValueTest } from '../query/nodes.ts';

/** An index on items by values of fields, so that a gather reads no more than it shows. */
export interface WantedIndex {
  /** The same for the same columns: `gather_1a2b3c4d`. */
  readonly name: string;
  readonly columns: readonly IndexColumn[];
  /** “City, then Created”. */
  readonly label: string;
}

/** A column of items, as gathers name it. */
export interface IndexColumn {
  readonly column: string;
  readonly direction: IndexDirection;
}

/** In the order of its value, or by each of its values where it has several. */
export type IndexDirection = 'asc' | 'desc' | 'each';

/** Further equalities hardly narrow what the first two leave. */
const MOST_EQUAL = 2;

/**
 * The indexes that would serve a query best, each of which needs those before it; none where
 * fields decide nothing.
 */
export function wantedIndexes(asked: QueryNode): readonly WantedIndex[] {
  if (asked.base.rows.of !== 'item') return [];
  // What is grouped is put in order afterwards.
  const query = asked.grouping === 'none' ? asked : { ...asked, order: [] };
  const needed = everyCondition(query.where).filter(isOfField);
  const own = needed.filter(({ table }) => table === 'item');
  const byValues = own.find(({ column }) => column.indexable === 'values');
  if (byValues && !own.some(isEquality))
    return [indexOn([{ column: byValues.column, direction: 'each' }])];
  const inOrder = orderedIndex(query, own);
  return inOrder ? [inOrder] : indexesOnTheWay(query, needed);
}

/** By what has to be equal, then in the order of the query. */
function orderedIndex(query: QueryNode, own: readonly Test[]): WantedIndex | undefined {
  const needed = own.filter(({ column }) => column.indexable === 'order');
  const equal = needed.filter(isEquality).slice(0, MOST_EQUAL);
  const range = needed.find(({ test }) => test.by !== '=' && test.by !== 'like');
  const order = servedOrder(query.order);
  const first = order[0];
  // A range and an order by something else cannot both be served: the range finds less to sort.
  const rest = range && range.column.name !== first?.column.name ? [ascending(range)] : order;
  const nodes = [...equal.map(ascending), ...rest];
  const names = nodes.map(({ column }) => column.name);
  const once = nodes.filter(({ column }, i) => names.indexOf(column.name) === i);
  return once.some(({ column }) => column.place.in === 'fields') ? indexOn(once) : undefined;
}

/** What has to be equal in the items that a field leads to, and the way back from those. */
function indexesOnTheWay(query: QueryNode, needed: readonly Test[]): readonly WantedIndex[] {
  for (const { alias, from, base, way, required } of query.joins) {
    if (!required || from !== 'item' || base.rows.of !== 'item' || way.by !== 'field') continue;
    const there = needed.find((one) => one.table === alias && isEquality(one));
    const pointing = query.base.columns.get(fieldColumnName(way.field.path));
    if (!there || pointing?.indexable !== 'order') continue;
    return [indexOn([ascending(there)]), indexOn([{ column: pointing, direction: 'asc' }])];
  }
  return [];
}

function indexOn(steps: readonly Step[]): WantedIndex {
  const columns = steps.map(({ column, direction }) => ({ column: column.name, direction }));
  return {
    name: indexName(columns),
    columns,
    label: steps.map(({ column }) => column.label).join(', then '),
  };
}

export function indexName(columns: readonly IndexColumn[]): string {
  const said = columns.map(({ column, direction }) => `${column} ${direction}`).join(',');
  return `gather_${createHash('sha256').update(said).digest('hex').slice(0, 12)}`;
}

type Test = { readonly is: 'one'; readonly test: ValueTest } & ColumnNode;
type Step = Pick<OrderNode, 'column'> & { readonly direction: IndexDirection };

const ascending = ({ column }: Test): Step => ({ column, direction: 'asc' });

/** What every row has to fulfil. */
function everyCondition(condition: ConditionNode): readonly ConditionNode[] {
  return condition.is === 'all' || (condition.is === 'any' && condition.of.length === 1)
    ? condition.of.flatMap(everyCondition)
    : [condition];
}

function isOfField(condition: ConditionNode): condition is Test {
  if (condition.is !== 'one' || condition.column.place.in !== 'fields') return false;
  const { column, test } = condition;
  if (column.indexable === 'values') return test.by === '=' || test.by === 'in';
  return column.indexable === 'order';
}

/** Of one value: what is one of several leaves more than one order to go by. */
function isEquality({ column, test }: Test): boolean {
  return column.indexable === 'order' && test.by === '=';
}

/** As much of the order as one index can have, beginning with the first. */
function servedOrder(order: QueryNode['order']): readonly Step[] {
  const end = order.findIndex(
    ({ table, aggregate, column }) =>
      table !== 'item' ||
      aggregate !== undefined ||
      (column.place.in === 'fields' ? column.indexable !== 'order' : column.place.in !== 'row'),
  );
  return end === -1 ? order : order.slice(0, end);
}
