import type { Json } from '../json.ts';

/** A row as the database has it; times are ISO 8601. */
export type Row = { readonly [column: string]: Json };

/** The columns of a row, by name. */
type Column<Of> = Extract<keyof Of, string>;

/** Which rows: one comparison, or several put together. */
export type Condition<Of = Row> =
  | {
      readonly op: 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
      readonly column: Column<Of>;
      readonly value: string | number | boolean;
    }
  | {
      readonly op: 'in';
      readonly column: Column<Of>;
      readonly values: readonly (string | number | boolean)[];
    }
  /** In any case of letters. */
  | {
      readonly op: 'contains' | 'starts_with';
      readonly column: Column<Of>;
      readonly text: string;
    }
  | { readonly op: 'is_null'; readonly column: Column<Of> }
  | { readonly op: 'and' | 'or'; readonly of: readonly Condition<Of>[] }
  | { readonly op: 'not'; readonly of: Condition<Of> };

/** A column of an answer; `as`: what it is called there. */
export type SelectedColumn = string | { readonly column: string; readonly as: string };

/** A further table: the one row of it whose `column` is what `equals` holds. */
export interface Join {
  readonly table: string;
  /** Of that table: its serial column, or one that is unique. */
  readonly column: string;
  /** Of a table that was named before. */
  readonly equals: string;
  /** Whether rows without one are left out; default false. */
  readonly required?: boolean;
}

export interface Order {
  readonly column: string;
  readonly direction?: 'asc' | 'desc';
}

/** With a `join`, columns are written with their table: `note.body`. */
export interface SelectQuery {
  readonly from: string;
  /** Left out: all of `from`. */
  readonly columns?: readonly SelectedColumn[];
  readonly join?: readonly Join[];
  readonly where?: Condition;
  readonly order?: readonly Order[];
  /** 1 to 1,000; default 100. */
  readonly limit?: number;
  readonly offset?: number;
  /** Whether the answer says how many rows there are in all. */
  readonly count?: boolean;
}

export interface InsertQuery {
  readonly into: string;
  /** At most 500. */
  readonly rows: readonly Row[];
  /** The columns that are answered of each. */
  readonly returning?: readonly string[];
}

/** Which rows are changed is always said: by a condition, or that it is all of them. */
export type Which = { readonly where: Condition } | { readonly all: true };

export type UpdateQuery = Which & {
  readonly table: string;
  readonly set: Row;
  readonly returning?: readonly string[];
};

export type DeleteQuery = Which & {
  readonly from: string;
  readonly returning?: readonly string[];
};

export interface Selected<Of = Row> {
  readonly rows: readonly Of[];
  readonly count?: number;
}

export interface Changed<Of = Row> {
  /** How many rows. */
  readonly count: number;
  readonly rows?: readonly Of[];
}
