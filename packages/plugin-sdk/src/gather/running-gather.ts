/** A listing that is about to run. */
export interface RunningGather {
  /** Its machine name. */
  readonly gather: string;
  /** The id of the display that is shown. */
  readonly display: string;
  /** What is listed: `item`, `user`, `term`, `file`, `revision`, or `PLUGIN.TABLE`. */
  readonly base: string;
  /** Values from the address, by the id of the argument. */
  readonly arguments: { readonly [id: string]: string };
  readonly sections: GatherSections;
}

/** What of a listing a plugin may change; each part as a whole. */
export interface GatherSections {
  readonly filters: GatherFilters;
  readonly sorts: readonly GatherSort[];
  readonly fields: readonly GatherColumn[];
  readonly pager: {
    readonly kind: 'full' | 'mini' | 'load_more' | 'none';
    /** Rows on a page, 200 at most. */
    readonly size?: number;
  };
  /** Said where there is nothing. */
  readonly empty: string;
}

interface ColumnRef {
  /** `title`, `created`, `fields.city` … */
  readonly column: string;
  /** The name of a relationship of the listing; left out: what is listed. */
  readonly of?: string;
}

/** `all`: and; `any`: or. Groups stand in groups, four deep at most. */
export interface GatherFilters {
  readonly match: 'all' | 'any';
  readonly filters: readonly (GatherFilter | GatherFilters)[];
}

export interface GatherFilter extends ColumnRef {
  /** Unique within the listing. */
  readonly id: string;
  readonly operator: GatherOperator;
  readonly value?: GatherValue | readonly GatherValue[] | GatherAmount;
  /** Readers choose the value. */
  readonly exposed?: {
    readonly label: string;
    readonly help?: string;
    readonly required?: boolean;
    readonly multiple?: boolean;
    readonly remember?: boolean;
  };
}

/** Which of them a column takes depends on its kind. */
export type GatherOperator =
  | 'equals'
  | 'not_equals'
  | 'contains'
  | 'starts_with'
  | 'ends_with'
  | 'greater'
  | 'less'
  | 'at_least'
  | 'at_most'
  | 'between'
  | 'in'
  | 'not_in'
  | 'is_empty'
  | 'is_not_empty'
  | 'has_term'
  | 'has_term_or_below'
  | 'has_any'
  | 'has_all'
  | 'matches'
  | 'in_next'
  | 'in_last'
  | 'is_current_user'
  | 'in_this_stage';

export type GatherValue =
  | string
  | number
  | boolean
  | (GatherAmount & { readonly from: 'now' | 'today' });

/** For `in_next` and `in_last`: `{ amount: 2, unit: 'week' }`. */
export interface GatherAmount {
  readonly amount: number;
  readonly unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
}

type Aggregate = 'count' | 'count_distinct' | 'sum' | 'average' | 'minimum' | 'maximum';

export interface GatherSort extends ColumnRef {
  readonly direction?: 'asc' | 'desc';
  readonly aggregate?: Aggregate;
  /** Readers may choose this order. */
  readonly exposed?: { readonly id: string; readonly label: string };
}

export interface GatherColumn extends ColumnRef {
  /** Unique within the listing. */
  readonly id: string;
  readonly label?: string;
  readonly aggregate?: Aggregate;
  readonly formatter?: {
    readonly name: string;
    readonly settings?: { readonly [key: string]: string | number | boolean };
  };
  /** Shown as a link to the record. */
  readonly link?: boolean;
  readonly hidden?: boolean;
}
