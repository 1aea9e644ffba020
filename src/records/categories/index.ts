export { type Categories, createCategories } from './categories.ts';
export { categoryPermissions } from './category-permissions.ts';
export { createCategoryScreens } from './category-screens.ts';
export { createCategoryWords } from './category-words.ts';
export type { Term, Vocabulary } from './category.ts';
export { createTermApi } from './term-api.ts';
export { createTermPages, type TermContent } from './term-pages.ts';
export { termTaps } from './term-taps.ts';
