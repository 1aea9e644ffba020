export { type Categories, createCategories } from './categories.ts';
export { categoryPermissions } from './category-permissions.ts';
export { type Term, termUrl, type Vocabulary } from './category.ts';
