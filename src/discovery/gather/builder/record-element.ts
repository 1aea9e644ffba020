import { parseId } from '#base';
import { referenceSource } from '#grammar/fields';
import type { AutocompleteFormElement } from '#grammar/forms';
import type { CatalogueColumn } from '../catalogue/catalogue.ts';

/** Chooses a record by typing; without scripts its id is typed. */
export function recordElement(
  { type, bundles }: NonNullable<CatalogueColumn['references']>,
  words: Pick<AutocompleteFormElement, 'label' | 'labelHidden'>,
  value: string,
  label: string,
): AutocompleteFormElement {
  return {
    kind: 'autocomplete',
    ...words,
    source: referenceSource(type, bundles),
    ...(value === '' ? {} : { default: { value, label } }),
    lookup: async (typed) => parseId(typed),
  };
}
