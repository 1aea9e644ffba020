import type { StageId } from '#base';
import type { PlacedBase, PlacedColumn, LinkWay } from '../catalogue/placed-column.ts';
import type { Aggregate } from '../definition/gather.ts';

/**
 * A listing with everything found in the catalogue: what is turned into SQL. Whatever the outside
 * said stands in values; tables and columns are those of the catalogue.
 */
export interface QueryNode {
  readonly base: PlacedBase;
  readonly joins: readonly JoinNode[];
  readonly where: ConditionNode;
  readonly outputs: readonly OutputNode[];
  /** Without what tells rows apart in the end. */
  readonly order: readonly OrderNode[];
  /** `groups`: by the outputs without an aggregate; `distinct`: each record once for what it says. */
  readonly grouping: 'none' | 'groups' | 'distinct';
}

/** The base, or the relationship of this number. */
export type TableAlias = 'item' | 'base' | `r${number}`;

export interface JoinNode {
  readonly alias: TableAlias;
  readonly from: TableAlias;
  readonly base: PlacedBase;
  readonly way: LinkWay;
  readonly several: boolean;
  readonly required: boolean;
}

/** A column of one of the tables. */
export interface ColumnNode {
  readonly table: TableAlias;
  readonly column: PlacedColumn;
}

export interface OutputNode extends ColumnNode {
  readonly id: string;
  readonly aggregate?: Aggregate;
}

export interface OrderNode extends ColumnNode {
  readonly direction: 'asc' | 'desc';
  readonly aggregate?: Aggregate;
}

export type ConditionNode =
  | { readonly is: 'all' | 'any'; readonly of: readonly ConditionNode[] }
  /** One of the values does it; `none`: none of them does, or there are none. */
  | ({ readonly is: 'one' | 'none'; readonly test: ValueTest } & ColumnNode)
  | ({ readonly is: 'empty' | 'filled' } & ColumnNode)
  /** An item has one of the terms; undefined: any term. */
  | {
      readonly is: 'termed';
      readonly table: TableAlias;
      /** undefined: in any field. */
      readonly field: string | undefined;
      readonly terms: TermChoice | undefined;
    }
  | { readonly is: 'not'; readonly of: ConditionNode }
  | { readonly is: 'worded'; readonly table: TableAlias; readonly text: string }
  | { readonly is: 'staged'; readonly table: TableAlias; readonly stage: StageId };

export interface TermChoice {
  readonly ids: readonly string[];
  /** Or any below it. */
  readonly below: boolean;
}

export type SqlScalar = string | number | boolean;

/** What is asked of one value. */
export type ValueTest =
  | { readonly by: '=' | '<' | '>' | '<=' | '>='; readonly value: SqlScalar }
  | { readonly by: 'in'; readonly values: readonly SqlScalar[] }
  | { readonly by: 'like'; readonly where: 'start' | 'middle' | 'end'; readonly text: string }
  | { readonly by: 'below'; readonly term: string }
  | { readonly by: 'all' | 'any'; readonly of: readonly ValueTest[] };

export const NEVER: ConditionNode = { is: 'any', of: [] };
export const ALWAYS: ConditionNode = { is: 'all', of: [] };
