import type { Element, ListElement, TableElement } from './elements.generated.ts';
import { element, type KeysOf } from './element.ts';
import { text } from './text.ts';

/** What stands in a place of a list or table: an element, or plain text. */
export type Entry = Element | string;

export function list(
  items: readonly Entry[],
  { ordered }: { readonly ordered?: boolean } = {},
): ListElement {
  return element('list', { ...(ordered ? { ordered } : {}), items: items.map(entry) });
}

type Column = KeysOf<'table'>['columns'][number];

/**
 * A table: `table(['Talk', { label: 'Seats', numeric: true }], [['The quiet hour', '120']])`, each
 * row with a cell for each column.
 */
export function table(
  columns: readonly (string | Column)[],
  rows: readonly (readonly Entry[])[],
  more: Partial<Omit<KeysOf<'table'>, 'columns' | 'rows'>> = {},
): TableElement {
  return element('table', {
    ...more,
    columns: columns.map((column) => (typeof column === 'string' ? { label: column } : column)),
    rows: rows.map((cells) => ({ cells: cells.map(entry) })),
  });
}

function entry(given: Entry): Element {
  return typeof given === 'string' ? text(given) : given;
}
