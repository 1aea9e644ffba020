import type { FormValues, Option } from '#grammar/forms';
import type { Base, Catalogue } from '../catalogue/catalogue.ts';
import { type KnownColumns, knownColumns } from '../check/known-columns.ts';
import { type Display, type Gather, type Sections, sectionsOf } from '../definition/gather.ts';
import type { TermChoice } from '../show-deps.ts';

/** What the elements of the builder are made from. */
export interface BuilderView {
  readonly catalogue: Catalogue;
  readonly base: Base;
  readonly gather: Gather;
  /** The display that is edited; undefined: what all share. */
  readonly display: Display | undefined;
  /** What is shown: of the display, or shared. */
  readonly sections: Sections;
  readonly known: KnownColumns;
  /** By vocabularies, joined by commas: what there is to choose from, unless there is too much. */
  readonly terms: ReadonlyMap<string, readonly TermChoice[]>;
  /** What ids in the definition are called. */
  readonly labels: ReadonlyMap<string, string>;
  readonly choices: BuilderChoices;
  /** What is entered, where the form is built again from that. */
  readonly entered?: FormValues;
}

/** What the site has that a gather may name. */
export interface BuilderChoices {
  readonly types: readonly Option[];
  readonly permissions: readonly Option[];
  readonly roles: readonly Option[];
}

export function builderView(
  parts: Omit<BuilderView, 'known' | 'sections' | 'display'>,
  displayId: string | undefined,
): BuilderView {
  const { catalogue, base, gather } = parts;
  const display = gather.displays.find(({ id }) => id === displayId);
  const sections = display ? sectionsOf(gather, display) : gather.defaults;
  const known = knownColumns(catalogue, base, sections.relationships, () => undefined);
  return { ...parts, display, sections, known };
}
