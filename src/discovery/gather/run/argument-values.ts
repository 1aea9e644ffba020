import type { RequestContext } from '#grammar/access';
import type { Item, Items } from '#records/items';
import { valuesOf } from '#grammar/fields';
import type { PlacedColumn } from '../catalogue/placed-column.ts';
import { oneProblem } from '../check/operand-problem.ts';
import type { Argument } from '../definition/gather.ts';
import type { JsonScalar } from '../definition/operand.ts';
import type { KnownTables } from '../query/known-tables.ts';
import { type ConditionNode, NEVER } from '../query/nodes.ts';
import { type Asking, resolveFilter } from '../query/resolve-filter.ts';
import type { GatherQuery } from './gather-result.ts';
import { ArgumentNotFound, GatherOutdated } from './run-errors.ts';

/** An argument with what it is at this run. */
export interface ArgumentValue {
  readonly argument: Argument;
  readonly column: PlacedColumn;
  /** Any of them. */
  readonly values: readonly JsonScalar[];
  readonly condition: ConditionNode;
}

export interface ArgumentDeps {
  readonly items: Pick<Items, 'findItem'>;
  readonly tables: KnownTables;
  readonly asking: Asking;
}

/** The arguments of a run; those that are ignored are left out. */
export async function argumentValues(
  { items, tables, asking }: ArgumentDeps,
  ctx: RequestContext,
  given: readonly Argument[],
  query: GatherQuery,
): Promise<readonly ArgumentValue[]> {
  const found: ArgumentValue[] = [];
  for (const argument of given) {
    const at = tables.find(argument);
    if (!at) throw new GatherOutdated(argument.column);
    const values = await valuesFor(items, tables, ctx, argument, query);
    if (!values) continue;
    const fitting = values.flatMap((value) => fit(at.column, value) ?? []);
    if (argument.validate && fitting.length === 0 && values.length > 0)
      throw new ArgumentNotFound();
    const of = fitting.map((value) => resolveFilter(at, argument.operator, value, asking));
    const [only = NEVER] = of;
    const condition: ConditionNode = of.length < 2 ? only : { is: 'any', of };
    found.push({ argument, column: at.column, values: fitting, condition });
  }
  return found;
}

/** undefined: the argument is ignored. */
async function valuesFor(
  items: ArgumentDeps['items'],
  tables: KnownTables,
  ctx: RequestContext,
  { id, missing }: Argument,
  { arguments: texts = {}, currentItem }: GatherQuery,
): Promise<readonly JsonScalar[] | undefined> {
  const text = Object.hasOwn(texts, id) ? texts[id] : undefined;
  if (text !== undefined && text !== '') return [text];
  switch (missing.action) {
    case 'ignore':
      return undefined;
    case 'not_found':
      throw new ArgumentNotFound();
    case 'fixed':
      return [missing.value];
    case 'current_item':
      return currentItem === undefined
        ? []
        : valuesOfItem(tables, await items.findItem(ctx, currentItem), missing.column);
  }
}

/** As a value of the column; undefined: it cannot be one. */
function fit(column: PlacedColumn, value: JsonScalar): JsonScalar | undefined {
  const meant = column.kind === 'boolean' && typeof value === 'string' ? value === 'true' : value;
  return oneProblem(column, meant) === undefined ? meant : undefined;
}

function valuesOfItem(
  { base }: KnownTables,
  item: Item | undefined,
  name: string,
): readonly JsonScalar[] {
  if (!item) return [];
  switch (name) {
    case 'id':
      return [item.id];
    case 'type':
      return [item.type];
    case 'title':
      return [item.title];
    case 'author':
      return [item.authorId];
  }
  const [, field, ...parts] = name.split('.');
  if (!name.startsWith('fields.') || field === undefined || parts.length > 0) return [];
  const place = base.columns.get(name)?.place;
  const key = place?.in === 'fields' ? place.value?.key : undefined;
  return valuesOf(item.fields, field).flatMap((value): JsonScalar[] => {
    const one = value[key ?? keyOf(value)];
    return typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean'
      ? [one]
      : [];
  });
}

/** Where the base is no item, its catalogue does not say where a value stands. */
function keyOf(value: object): string {
  return ['value', 'target_id', 'file_id', 'uri', 'start'].find((key) => key in value) ?? 'value';
}
