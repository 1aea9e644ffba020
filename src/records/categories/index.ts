export { type Categories, createCategories } from './categories.ts';
export { categoryPermissions } from './category-permissions.ts';
export { createCategoryScreens } from './category-screens.ts';
export type { Term, Vocabulary } from './category.ts';
export { createTermApi } from './term-api.ts';
export { createTermPages, type ListTermItems } from './term-pages.ts';
