/** What is wrong with what was entered. */
export interface Problem {
  /** JSON pointer into the values: `/title`, of an item `/fields/body`; '' is the whole. */
  readonly pointer: string;
  /** A stable name for programs: `too_long`. */
  readonly code: string;
  /** A sentence: what is wrong, and what was expected. */
  readonly message: string;
}
