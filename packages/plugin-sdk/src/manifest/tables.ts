import { type Static, Type } from 'typebox';

/** What a column holds. `serial` is a number that the database gives, and the table's own id. */
export const COLUMN_TYPES = [
  'text',
  'integer',
  'bigint',
  'float',
  'boolean',
  'timestamp',
  'json',
  'uuid',
  'serial',
] as const;

export type ColumnType = (typeof COLUMN_TYPES)[number];

/** What a key is to be, in the words in which it is asked for. */
const said = (expected: string) => ({ expected });

const groups = (what: string) =>
  Type.Optional(
    Type.Array(
      Type.Array(Type.String(said('the name of a column')), {
        minItems: 1,
        maxItems: 8,
        uniqueItems: true,
        ...said('a list of one to eight columns: ["item"]'),
      }),
      { maxItems: 10, ...said(what) },
    ),
  );

const columnSchema = Type.Object(
  {
    type: Type.Enum([...COLUMN_TYPES], said(`one of "${COLUMN_TYPES.join('", "')}"`)),
    nullable: Type.Optional(Type.Boolean(said('true or false'))),
    // Whether it fits the type is asked afterwards.
    default: Type.Optional(Type.Unsafe<string | number | boolean>({})),
    references: Type.Optional(Type.Enum(['item', 'user'], said('"item" or "user"'))),
    on_delete: Type.Optional(Type.Enum(['cascade', 'set_null'], said('"cascade" or "set_null"'))),
  },
  { additionalProperties: false, ...said('a table with its type: { type = "text" }') },
);

const tableSchema = Type.Object(
  {
    columns: Type.Unsafe<{ readonly [name: string]: Static<typeof columnSchema> }>(
      Type.Object(
        {},
        {
          additionalProperties: columnSchema,
          minProperties: 1,
          maxProperties: 50,
          ...said('a table of one to fifty columns: [tables.note.columns]'),
        },
      ),
    ),
    indexes: groups('a list of at most ten lists of columns: [["author", "created"]]'),
    unique: groups('a list of at most ten lists of columns: [["item", "author"]]'),
  },
  { additionalProperties: false, ...said('a table with its columns: [tables.note.columns]') },
);

/** What `[tables]` may say, as far as a schema can. */
export const tablesSchema = Type.Unsafe<{ readonly [name: string]: Static<typeof tableSchema> }>(
  Type.Object(
    {},
    { additionalProperties: tableSchema, maxProperties: 20, ...said('at most twenty tables') },
  ),
);

export interface ColumnDefinition {
  readonly type: ColumnType;
  /** Default false. */
  readonly nullable?: boolean;
  readonly default?: string | number | boolean;
  /** Whose id it holds. */
  readonly references?: 'item' | 'user';
  /** What becomes of a row when that is deleted for good. */
  readonly on_delete?: 'cascade' | 'set_null';
}

/** A table of a plugin's own. */
export interface TableDefinition {
  readonly columns: { readonly [name: string]: ColumnDefinition };
  readonly indexes?: readonly (readonly string[])[];
  readonly unique?: readonly (readonly string[])[];
}

export type TableDefinitions = { readonly [name: string]: TableDefinition };
