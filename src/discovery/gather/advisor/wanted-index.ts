import { createHash } from 'node:crypto';
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
  readonly direction: 'asc' | 'desc';
}

/** Further equalities hardly narrow what the first two leave. */
const MOST_EQUAL = 2;

/**
 * The index that would serve a query best: by what has to be equal, then in its order; undefined
 * where fields decide nothing.
 */
export function wantedIndex(query: QueryNode): WantedIndex | undefined {
  if (query.base.rows.of !== 'item' || query.grouping !== 'none') return undefined;
  const needed = everyCondition(query.where).filter(isOfField);
  const equal = needed.filter(({ test }) => test.by === '=').slice(0, MOST_EQUAL);
  const range = needed.find(({ test }) => test.by !== '=' && test.by !== 'like');
  const order = servedOrder(query.order);
  const first = order[0];
  // A range and an order by something else cannot both be served: the range finds less to sort.
  const rest = range && range.column.name !== first?.column.name ? [ascending(range)] : order;
  const nodes = [...equal.map(ascending), ...rest];
  const names = nodes.map(({ column }) => column.name);
  const once = nodes.filter(({ column }, i) => names.indexOf(column.name) === i);
  if (!once.some(({ column }) => column.place.in === 'fields')) return undefined;
  const columns = once.map(({ column, direction }) => ({ column: column.name, direction }));
  return {
    name: indexName(columns),
    columns,
    label: once.map(({ column }) => column.label).join(', then '),
  };
}

export function indexName(columns: readonly IndexColumn[]): string {
  const said = columns.map(({ column, direction }) => `${column} ${direction}`).join(',');
  return `gather_${createHash('sha256').update(said).digest('hex').slice(0, 12)}`;
}

type Test = { readonly is: 'one'; readonly test: ValueTest } & ColumnNode;
type Step = Pick<OrderNode, 'column' | 'direction'>;

const ascending = ({ column }: Test): Step => ({ column, direction: 'asc' });

/** What every row has to fulfil. */
function everyCondition(condition: ConditionNode): readonly ConditionNode[] {
  return condition.is === 'all' || (condition.is === 'any' && condition.of.length === 1)
    ? condition.of.flatMap(everyCondition)
    : [condition];
}

function isOfField(condition: ConditionNode): condition is Test {
  return (
    condition.is === 'one' &&
    condition.table === 'item' &&
    condition.column.indexable &&
    condition.column.place.in === 'fields'
  );
}

/** As much of the order as one index can have, beginning with the first. */
function servedOrder(order: QueryNode['order']): readonly Step[] {
  const end = order.findIndex(
    ({ table, aggregate, column }) =>
      table !== 'item' ||
      aggregate !== undefined ||
      (column.place.in === 'fields' ? !column.indexable : column.place.in !== 'row'),
  );
  return end === -1 ? order : order.slice(0, end);
}
