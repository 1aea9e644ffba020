import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import type { TermChoice } from '../show-deps.ts';
import type { ExposedFilter } from './exposed-filters.ts';

/** What the control of an exposed filter is drawn from. */
export interface FilterView {
  readonly filter: ExposedFilter;
  readonly source: CatalogueColumn;
  /** Of the control, unique on the page. */
  readonly id: string;
  /** What is chosen now. */
  readonly texts: readonly string[];
  readonly problems: readonly string[];
  /** Of a term: all that there are, where they are few. */
  readonly terms: readonly TermChoice[] | undefined;
  /** Where an autocomplete box asks, and what the chosen record is called. */
  readonly lookup: { readonly url: string; readonly label: string };
}
