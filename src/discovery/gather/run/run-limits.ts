/** What one run of a listing may cost. Everything else ends by the time limit of its statement. */

/** Totals are exact up to it. */
export const MOST_COUNTED = 10_000;
/** Rows that pages skip; beyond it goes `after`. */
export const DEEPEST_OFFSET = 100_000;
/** Exposed filters that a reader uses at once. */
export const MOST_CHOSEN = 10;
/** Values that a reader chooses for one filter. */
export const MOST_VALUES = 50;
/** Characters of a value that a reader enters. */
export const LONGEST_VALUE = 200;
/** Rows that are looked through, beyond those asked for, where plugins hide some of them. */
export const MOST_LOOKED = 2_000;
