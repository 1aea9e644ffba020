import { parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Items } from '#records/items';
import { sql } from 'kysely';
import { baseRows, type RowScope } from '../query/base-rows.ts';
import type { ArgumentValue } from './argument-values.ts';
import { ArgumentNotFound } from './run-errors.ts';

const NAMES = { item: 'title', term: 'name', user: 'name', file: 'name' } as const;
const BUNDLES = { item: 'type', term: 'vocabulary' } as const;

/**
 * What arguments are called: names of terms, titles of items. Throws `ArgumentNotFound` for one
 * that has to be there and is not, or not for this actor.
 */
export async function argumentLabels(
  items: Pick<Items, 'findItem'>,
  ctx: RequestContext,
  scope: RowScope,
  given: readonly ArgumentValue[],
): Promise<{ readonly [id: string]: string }> {
  const labels: Record<string, string> = {};
  for (const one of given) {
    const { argument, column, values } = one;
    const [value] = values;
    if (value === undefined) continue;
    const { references, choices } = column;
    if (references && values.length === 1) {
      const id = String(value);
      const isSeen = references.type !== 'item' || (await maySee(items, ctx, scope, id));
      const found = isSeen ? await findLabel(scope, references, id) : undefined;
      if (found === undefined && argument.validate) throw new ArgumentNotFound();
      if (found !== undefined) labels[argument.id] = found;
    } else if (!references) {
      const chosen = choices?.find((choice) => choice.value === value);
      labels[argument.id] = chosen?.label ?? String(value);
    }
  }
  return labels;
}

/** Also by what plugins say of the item itself. */
async function maySee(
  items: Pick<Items, 'findItem'>,
  ctx: RequestContext,
  scope: RowScope,
  given: string,
): Promise<boolean> {
  const id = parseId<'item'>(given);
  return (
    !scope.items.isPartial || (id !== undefined && (await items.findItem(ctx, id)) !== undefined)
  );
}

async function findLabel(
  scope: RowScope,
  { type, bundles }: NonNullable<ArgumentValue['column']['references']>,
  id: string,
): Promise<string | undefined> {
  const bundle = type === 'item' || type === 'term' ? BUNDLES[type] : undefined;
  const among =
    bundle !== undefined && bundles.length > 0
      ? sql`and named.${sql.id(bundle)} = any(${bundles})`
      : sql``;
  const { rows } = await sql<{ label: string }>`
    select named.${sql.id(NAMES[type])} as label
    from ${baseRows(scope, { of: type })} as named where named.id = ${id} ${among}
  `.execute(scope.queries);
  return rows[0]?.label;
}
