import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import type { CountTermUses } from './delete-forms.ts';
import { createTermScreens } from './term-screens.ts';
import { createVocabularyScreens } from './vocabulary-screens.ts';

/** Everything under `/admin/categories`. */
export function createCategoryScreens(deps: {
  readonly categories: Categories;
  readonly forms: Forms;
  /** How many items refer to a term. */
  readonly countUses: CountTermUses;
}): readonly PageRoute[] {
  return [
    ...createVocabularyScreens(deps.categories, deps.forms),
    ...createTermScreens(deps.categories, deps.forms, deps.countUses),
  ];
}
