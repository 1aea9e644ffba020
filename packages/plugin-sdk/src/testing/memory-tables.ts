import type { Row } from '../db/index.ts';
import type { Json } from '../json.ts';
import type { ColumnDefinition, TableDefinition, TableDefinitions } from '../manifest/index.ts';
import { refuse } from './refuse.ts';
import type { MemoryRow, MemorySite } from './memory-site.ts';

/** What the kernel shows of its own, with the columns that it has. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  items: [
    'id',
    'type',
    'title',
    'author_id',
    'published',
    'promoted',
    'sticky',
    'created',
    'changed',
  ],
  users: ['id', 'name'],
  terms: ['id', 'vocabulary', 'name', 'weight'],
};

/** The rows of a table, and what it has for columns. */
export interface MemoryTable {
  readonly rows: MemoryRow[];
  readonly columns: readonly string[];
  /** undefined: it is the kernel's. */
  readonly definition: TableDefinition | undefined;
}

/** Refuses a table that is neither the plugin's nor shown to it. */
export function tableOf(site: MemorySite, declared: TableDefinitions, name: string): MemoryTable {
  const definition = Object.hasOwn(declared, name) ? declared[name] : undefined;
  const columns = definition
    ? Object.keys(definition.columns)
    : Object.hasOwn(SHOWN, name)
      ? SHOWN[name]
      : undefined;
  if (columns === undefined) {
    return refuse('invalid', `There is no table “${name}” in the manifest.`);
  }
  let rows = site.tables.get(name);
  if (rows === undefined) site.tables.set(name, (rows = []));
  return { rows, columns, definition };
}

/** A row as it is kept: with an id and defaults. Refuses what the database would. */
export function newRow(site: MemorySite, { rows, definition }: MemoryTable, given: Row): MemoryRow {
  const columns = Object.entries(definition?.columns ?? {});
  const row = Object.fromEntries(
    columns.map(([name, column]) => [name, given[name] ?? defaultOf(column, name, { site, rows })]),
  );
  checkRow({ rows, definition }, row);
  return row;
}

/** Refuses what is empty and must not be, and what is there already. `before`: the row it was. */
export function checkRow(
  { rows, definition }: Pick<MemoryTable, 'rows' | 'definition'>,
  row: Row,
  before?: Row,
): Row {
  for (const [name, { nullable = false }] of Object.entries(definition?.columns ?? {})) {
    if (!nullable && row[name] === null) refuse('invalid', `“${name}” needs a value.`);
  }
  for (const columns of definition?.unique ?? []) {
    const same = rows.some(
      (other) =>
        other !== before && columns.every((one) => row[one] !== null && other[one] === row[one]),
    );
    if (same) refuse('conflict', `There is a row with this ${columns.join(' and ')} already.`);
  }
  return row;
}

/** Refuses a column that the table does not have. */
export function checkColumns({ columns }: MemoryTable, names: readonly string[]): void {
  const other = names.find((name) => !columns.includes(name));
  if (other !== undefined) {
    refuse('invalid', `There is no column “${other}”; there are ${columns.join(', ')}.`);
  }
}

function defaultOf(
  column: ColumnDefinition,
  name: string,
  { site, rows }: { readonly site: MemorySite; readonly rows: readonly Row[] },
): Json {
  if (column.type === 'serial') return 1 + Math.max(0, ...rows.map((row) => Number(row[name])));
  if (column.type === 'timestamp' && column.default === 'now') return site.now.toISOString();
  return column.default ?? null;
}
