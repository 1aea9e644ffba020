import type { RequestContext } from '#grammar/access';
import { type FieldView, resolveReferences } from '#grammar/fields';
import { type Element, type ElementCache, link, text } from '#grammar/render';
import type { ResultColumn, Row } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { type ShownValue, shownValues } from './shown-value.ts';

/** The cells of a page of rows. */
export interface Cells {
  /** One element for each value. */
  elements(row: Row, column: ResultColumn): readonly Element[];
  /** On one line. With a time zone for people, without for programs. */
  text(row: Row, column: ResultColumn, timeZone?: string): string;
  /** What they depend on besides the rows: the records that they name. */
  readonly cache: ElementCache;
}

/** Prepares to show cells: all that they point to is found in one statement. */
export async function createCells(
  deps: Pick<GatherShowDeps, 'items' | 'references' | 'database'>,
  ctx: RequestContext,
  { rows, columns }: { readonly rows: readonly Row[]; readonly columns: readonly ResultColumn[] },
): Promise<Cells> {
  const { fieldTypes } = deps.items;
  const valuesOf = (row: Row, column: ResultColumn) =>
    shownValues(row.values[column.column.id], column, fieldTypes);
  const pointed = rows.flatMap((row) =>
    columns.flatMap((column) =>
      valuesOf(row, column).flatMap(
        ({ type, value, settings }) => type.references?.(value, settings) ?? [],
      ),
    ),
  );
  const { queries } = deps.database;
  const resolve = await resolveReferences(deps.references, queries, ctx, pointed, 'view');
  const viewOf = ({ settings }: ShownValue, timeZone?: string): FieldView => ({
    ctx,
    settings,
    resolve,
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  const toText: Cells['text'] = (row, column, timeZone) =>
    valuesOf(row, column)
      .map((shown) => shown.type.toText(shown.value, viewOf(shown, timeZone)))
      .join('; ');
  return {
    cache: {
      tags: [...new Set(pointed.map(({ type, id }) => `${type}:${id}`))],
      contexts: pointed.length > 0 ? ['permissions'] : [],
    },
    text: toText,
    elements(row, column) {
      if (column.column.link && row.url !== undefined) {
        // A link without words could neither be seen nor read out.
        return [link(row.url, toText(row, column) || 'Without a title')];
      }
      return valuesOf(row, column).map((shown) => formatted(shown, column, viewOf(shown)));
    },
  };
}

/** Formatted as the column says, else as teasers prefer it. */
function formatted(shown: ShownValue, { column }: ResultColumn, view: FieldView): Element {
  const { type, value } = shown;
  const wanted = column.formatter;
  const usual = type.teaser ?? { name: Object.keys(type.formatters)[0] ?? '', settings: {} };
  const { name, settings } = wanted && type.formatters[wanted.name] ? wanted : usual;
  const formatter = type.formatters[name];
  if (formatter === undefined || (wanted?.name === 'text' && !type.formatters['text'])) {
    return text(type.toText(value, view));
  }
  const formatterSettings = { ...formatter.settings?.defaults, ...settings };
  return formatter.build(value, { ...view, formatterSettings });
}
