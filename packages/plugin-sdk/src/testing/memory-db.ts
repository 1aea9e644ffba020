import type {
  Condition,
  DeleteQuery,
  InsertQuery,
  Row,
  SelectQuery,
  UpdateQuery,
  Which,
} from '../db/index.ts';
import type { Host } from '../host.ts';
import type { Capability, TableDefinitions } from '../manifest/index.ts';
import { matches, order, pick, type Reading } from './memory-conditions.ts';
import type { MemorySite } from './memory-site.ts';
import { checkColumns, checkRow, newRow, tableOf } from './memory-tables.ts';
import { needs, refuse } from './refuse.ts';

const LIMIT = 100;

/** The tables of a plugin, in memory. */
export function memoryDb(
  site: MemorySite,
  granted: readonly Capability[],
  declared: TableDefinitions,
): Host['db'] {
  const own = (name: string) => {
    const table = tableOf(site, declared, name);
    return table.definition ? table : refuse('not-allowed', `“${name}” can only be read.`);
  };
  return {
    select(text) {
      const query: SelectQuery = JSON.parse(text);
      const table = tableOf(site, declared, query.from);
      if (table.definition === undefined) needs(granted, 'db_read');
      const columns = query.columns ?? table.columns;
      const found = table.rows
        .flatMap((row) => joined(query, row, (name) => own(name).rows))
        .filter((read) => query.where === undefined || matches(query.where, read))
        .toSorted((one, other) => compareRows(query, one, other));
      const { offset = 0, limit = LIMIT, count = false } = query;
      const rows = found.slice(offset, offset + limit).map((read) =>
        Object.fromEntries(
          columns.map((one) => {
            const { column, as } = typeof one === 'string' ? { column: one, as: one } : one;
            return [as, read(column)];
          }),
        ),
      );
      return JSON.stringify({ rows, ...(count ? { count: found.length } : {}) });
    },
    insert(text) {
      const { into, rows, returning }: InsertQuery = JSON.parse(text);
      const table = own(into);
      for (const row of rows) checkColumns(table, Object.keys(row));
      const kept = rows.map((row) => {
        const made = newRow(site, table, row);
        table.rows.push(made);
        return made;
      });
      return changed(kept, returning);
    },
    update(text) {
      const { table: name, set, returning, ...which }: UpdateQuery = JSON.parse(text);
      const table = own(name);
      checkColumns(table, Object.keys(set));
      const rows = table.rows.filter((row) => isMeant(which, row));
      const kept = rows.map((row) => checkRow(table, { ...row, ...set }, row));
      for (const [at, row] of rows.entries()) Object.assign(row, kept[at]);
      return changed(rows, returning);
    },
    delete(text) {
      const { from, returning, ...which }: DeleteQuery = JSON.parse(text);
      const { rows } = own(from);
      const gone = rows.filter((row) => isMeant(which, row));
      rows.splice(0, rows.length, ...rows.filter((row) => !gone.includes(row)));
      return changed(gone, returning);
    },
  };
}

/** There is no SQL in memory. */
export function memorySql(granted: readonly Capability[]): Host['rawSql'] {
  return {
    query() {
      needs(granted, 'raw_sql');
      return refuse('unavailable', 'A site in memory has no SQL; ask a real one.');
    },
  };
}

/** The row with what its joins find; none when one that is required finds nothing. */
function joined(
  { from, join = [] }: SelectQuery,
  row: Row,
  rowsOf: (table: string) => readonly Row[],
): readonly Reading[] {
  const parts = new Map<string, Row>([[from, row]]);
  const read: Reading = (name) => {
    const [table, column] = name.includes('.') ? name.split('.', 2) : [from, name];
    const value = parts.get(table ?? '')?.[column ?? ''];
    return value ?? null;
  };
  for (const { table, column, equals, required = false } of join) {
    const wanted = read(equals);
    const found = rowsOf(table).find((one) => wanted !== null && one[column] === wanted);
    if (found !== undefined) parts.set(table, found);
    else if (required) return [];
  }
  return [read];
}

function compareRows({ order: by = [] }: SelectQuery, one: Reading, other: Reading): number {
  for (const { column, direction = 'asc' } of by) {
    const sign = order(one(column), other(column));
    if (sign !== 0) return direction === 'asc' ? sign : -sign;
  }
  return 0;
}

function isMeant(which: Which, row: Row): boolean {
  const where: Condition | undefined = 'where' in which ? which.where : undefined;
  if (where === undefined) {
    return 'all' in which || refuse('invalid', 'Say which rows: “where”, or “all”: true.');
  }
  return matches(where, (column) => row[column] ?? null);
}

function changed(rows: readonly Row[], returning: readonly string[] | undefined): string {
  const answered = returning && { rows: rows.map((row) => pick(row, returning)) };
  return JSON.stringify({ count: rows.length, ...answered });
}
