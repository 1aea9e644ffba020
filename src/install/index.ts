export type { AppliedRecipe, RecipeDeps } from './apply-recipe.ts';
export { prepareFirstStart } from './first-start.ts';
export { createInstallPages, whereToInstall } from './install-pages.ts';
export { type InstallOptions, installSite } from './install-site.ts';
export { applyRecipeFolder } from './apply-recipe-folder.ts';
export { isInstalled } from './installation.ts';
