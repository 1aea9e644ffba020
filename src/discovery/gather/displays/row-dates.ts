import { type ItemId, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { CellValue, GatherResult, Row } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';

/** When the record of a row was made and changed, as far as it is known. */
export interface RowDates {
  readonly created?: Date;
  readonly changed?: Date;
}

/** Of items it is known; of other records the first time that is listed of them counts. */
export async function rowDates(
  { items }: Pick<GatherShowDeps, 'items'>,
  ctx: RequestContext,
  { gather, rows, columns }: GatherResult,
): Promise<(row: Row) => RowDates> {
  if (gather.base === 'item') {
    const found = await findItems(items, ctx, rows);
    return ({ id }) => (id === undefined ? undefined : found.get(id)) ?? {};
  }
  const time = columns.find(({ source }) => source.kind === 'time' || source.kind === 'date');
  return ({ values }) => {
    const at = time && dateOf(values[time.column.id]);
    return at ? { created: at, changed: at } : {};
  };
}

const AT_ONCE = 200;

async function findItems(
  items: GatherShowDeps['items'],
  ctx: RequestContext,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, RowDates>> {
  const ids = new Set(rows.flatMap(({ id }) => parseId<'item'>(id) ?? []));
  const found = new Map<string, RowDates>();
  for (const part of inParts([...ids])) {
    // A calendar of thousands of rows is not to hold all of them at once.
    const page = await items.listItems(ctx, { ids: part, limit: part.length });
    for (const { id, created, changed } of page.items) found.set(id, { created, changed });
  }
  return found;
}

function inParts(ids: readonly ItemId[]): readonly (readonly ItemId[])[] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, i) =>
    ids.slice(i * AT_ONCE, (i + 1) * AT_ONCE),
  );
}

function dateOf(value: CellValue | undefined): Date | undefined {
  const date = typeof value === 'string' ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}
