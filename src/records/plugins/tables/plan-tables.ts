import { canonicalJson } from '#base';
import type {
  ColumnDefinition,
  TableDefinition,
  TableDefinitions,
} from '@trovato/plugin-sdk/manifest';

/** What is done to the tables of a plugin so that they are as it declares. Nothing is ever lost. */
export type TableChange =
  | { readonly kind: 'table'; readonly table: string; readonly definition: TableDefinition }
  | {
      readonly kind: 'column';
      readonly table: string;
      readonly column: string;
      readonly definition: ColumnDefinition;
    }
  | {
      readonly kind: 'index';
      readonly table: string;
      readonly columns: readonly string[];
      readonly unique: boolean;
    };

export interface TablePlan {
  readonly changes: readonly TableChange[];
  /** Sentences: what it declares and cannot have. */
  readonly refused: readonly string[];
}

/** How the tables that are there become those that are declared. */
export function planTables(there: TableDefinitions, declared: TableDefinitions): TablePlan {
  const plans = Object.entries(declared).map(([table, definition]): TablePlan => {
    const before = Object.hasOwn(there, table) ? there[table] : undefined;
    if (before !== undefined) return planTable(table, before, definition);
    const made = { kind: 'table', table, definition } as const;
    return { changes: [made, ...indexesOf(table, definition)], refused: [] };
  });
  const left = Object.keys(there).filter((table) => !Object.hasOwn(declared, table));
  return {
    changes: plans.flatMap(({ changes }) => changes),
    refused: [...plans.flatMap(({ refused }) => refused), ...left.map(notDeclared)],
  };
}

function planTable(table: string, before: TableDefinition, now: TableDefinition): TablePlan {
  const added = Object.entries(now.columns).filter(
    ([column]) => !Object.hasOwn(before.columns, column),
  );
  const changed = Object.entries(before.columns).flatMap(([column, definition]) => {
    const wanted = Object.hasOwn(now.columns, column) ? now.columns[column] : undefined;
    if (wanted === undefined) return [notDeclared(`${table}.${column}`)];
    if (same(definition, wanted)) return [];
    return [`“${table}.${column}” is there and is declared otherwise now; it stays as it is.`];
  });
  const empty = added.flatMap(([column, { type, nullable, default: preset }]) =>
    type === 'serial' || nullable || preset !== undefined
      ? []
      : [`“${table}.${column}” is new, so it needs a default or nullable = true: there are rows.`],
  );
  const known = indexesOf(table, before);
  const wanted = indexesOf(table, now);
  const gone = known.filter((one) => !wanted.some((other) => same(one, other)));
  return {
    changes: [
      ...added.map(
        ([column, definition]) => ({ kind: 'column', table, column, definition }) as const,
      ),
      ...wanted.filter((one) => !known.some((other) => same(one, other))),
    ],
    refused: [
      ...changed,
      ...empty,
      ...gone.map(
        ({ columns }) =>
          `The index of “${table}” on ${columns.join(', ')} is declared no more; it stays.`,
      ),
    ],
  };
}

/** Also one for each column that refers to something, so that deleting that finds its rows. */
function indexesOf(table: string, { columns, indexes = [], unique = [] }: TableDefinition) {
  const referring = Object.keys(columns).filter((name) => columns[name]?.references !== undefined);
  const covered = [...indexes, ...unique].map(([first]) => first);
  return [
    ...unique.map((one) => ({ kind: 'index', table, columns: one, unique: true }) as const),
    ...[
      ...indexes,
      ...referring.filter((name) => !covered.includes(name)).map((name) => [name]),
    ].map((one) => ({ kind: 'index', table, columns: one, unique: false }) as const),
  ];
}

function notDeclared(what: string): string {
  return `“${what}” is there and is declared no more; what is in it would be lost.`;
}

function same(one: object, other: object): boolean {
  return canonicalJson(one) === canonicalJson(other);
}
