import type { ManifestProblem } from './manifest-problems.ts';
import type { ColumnDefinition, ColumnType, TableDefinition, TableDefinitions } from './tables.ts';

/** How tables and columns are named: `note`, `last_seen`. */
const NAME = /^[a-z][a-z0-9_]{0,39}$/;
/** What the kernel shows to plugins under these names. */
const TAKEN = ['items', 'users', 'terms'];
const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST_INTEGER = 2 ** 31;
/** What PostgreSQL keeps of every row under these names. */
const OF_THE_DATABASE = ['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'];

const DEFAULTS: Readonly<
  Record<ColumnType, readonly [string, (value: unknown) => boolean] | undefined>
> = {
  text: ['a text', (value) => typeof value === 'string' && !value.includes('\0')],
  integer: [
    'a whole number below 2³¹',
    (value) => Number.isInteger(value) && Math.abs(Number(value)) < MOST_INTEGER,
  ],
  bigint: ['a whole number below 2⁵³', Number.isSafeInteger],
  float: ['a number', Number.isFinite],
  boolean: ['true or false', (value) => typeof value === 'boolean'],
  timestamp: [
    '"now", or a time: "2026-05-01T12:00:00Z"',
    (value) => value === 'now' || (typeof value === 'string' && isTime(value)),
  ],
  json: undefined,
  uuid: ['an id', (value) => typeof value === 'string' && UUID.test(value)],
  serial: undefined,
};

/** What no schema can say of tables. */
export function tableProblems(tables: TableDefinitions): readonly ManifestProblem[] {
  return Object.entries(tables).flatMap(([name, table]) => {
    const place = `tables.${name}`;
    const wrong = (message: string) => ({ key: place, message: `“${place}” ${message}` });
    return [
      ...(NAME.test(name) ? [] : [wrong(named('table'))]),
      ...(TAKEN.includes(name) ? [wrong('has a name that the kernel uses. Choose another.')] : []),
      ...oneSerial(table).map(wrong),
      ...sameTwice('indexes', table.indexes).map(wrong),
      ...sameTwice('unique', table.unique).map(wrong),
      ...Object.entries(table.columns).flatMap(([column, definition]) =>
        columnProblems(column, definition).map((message) => ({
          key: column,
          message: `“${place}.columns.${column}” ${message}`,
        })),
      ),
      ...[...(table.indexes ?? []), ...(table.unique ?? [])]
        .flat()
        .filter((column) => !Object.hasOwn(table.columns, column))
        .map((column) => wrong(`has no column “${column}”, which an index names.`)),
      ...[...(table.indexes ?? []), ...(table.unique ?? [])]
        .flat()
        .filter((column) => table.columns[column]?.type === 'json')
        .map((column) => wrong(`cannot have an index on “${column}”, which holds JSON.`)),
    ];
  });
}

function oneSerial({ columns }: TableDefinition): readonly string[] {
  const serial = Object.keys(columns).filter((name) => columns[name]?.type === 'serial');
  return serial.length > 1 ? [`has more than one serial column: ${serial.join(', ')}.`] : [];
}

function sameTwice(key: string, lists: readonly (readonly string[])[] = []): readonly string[] {
  const said = lists.map((columns) => columns.join(', '));
  const twice = new Set(said.filter((one, at) => said.indexOf(one) !== at));
  return [...twice].map((one) => `has ${one} in “${key}” twice. Once is enough.`);
}

/** As it is written, and on a day that there is. */
function isTime(value: string): boolean {
  const day = value.slice(0, 10);
  const time = new Date(value);
  return (
    TIME.test(value) && !Number.isNaN(time.getTime()) && new Date(day).toISOString().startsWith(day)
  );
}

function columnProblems(name: string, column: ColumnDefinition): readonly string[] {
  const { type, nullable = false, references, on_delete: onDelete } = column;
  return [
    ...(NAME.test(name) ? [] : [named('column')]),
    ...(OF_THE_DATABASE.includes(name)
      ? ['has a name that the database uses itself. Choose another.']
      : []),
    ...('default' in column ? wrongDefault(type, column.default) : []),
    ...(type === 'serial' && nullable ? ['is serial, and so never empty.'] : []),
    ...(references !== undefined && type !== 'uuid'
      ? [`refers to ${references}, so its type must be "uuid". It is "${type}".`]
      : []),
    ...(references !== undefined && onDelete === undefined
      ? ['needs on_delete = "cascade" or "set_null", since it refers to something.']
      : []),
    ...(references === undefined && onDelete !== undefined
      ? ['has on_delete, and refers to nothing.']
      : []),
    ...(onDelete === 'set_null' && !nullable
      ? ['has on_delete = "set_null", so it needs nullable = true.']
      : []),
  ];
}

function wrongDefault(type: ColumnType, value: unknown): readonly string[] {
  const rule = DEFAULTS[type];
  if (rule === undefined) return [`is ${type} and has no default.`];
  const [expected, fits] = rule;
  const is = JSON.stringify(value) ?? 'nothing';
  return fits(value) ? [] : [`needs ${expected} as its default. It is ${is}.`];
}

function named(what: string): string {
  return `is no name of a ${what}: 1 to 40 small letters, digits and underscores.`;
}
