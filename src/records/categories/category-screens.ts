import type { PageRoute } from '#grammar/routes';
import { createTermScreens, type TermScreenDeps } from './term-screens.ts';
import { createVocabularyScreens } from './vocabulary-screens.ts';

/** Everything under `/admin/categories`. */
export function createCategoryScreens(deps: TermScreenDeps): readonly PageRoute[] {
  return [...createVocabularyScreens(deps.categories, deps.forms), ...createTermScreens(deps)];
}
