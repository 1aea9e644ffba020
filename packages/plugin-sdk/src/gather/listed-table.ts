/** A table of the plugin that listings may be made of. */
export interface ListedTable {
  /** As the manifest calls it. It has a serial column `id`. */
  readonly table: string;
  readonly label: string;
  readonly help?: string;
  /** Who has it may list all rows of the table: one of yours, or of the site. */
  readonly permission: string;
  /** Which columns; default all but those of JSON, under their names. */
  readonly columns?: readonly { readonly name: string; readonly label: string }[];
}
