import type { RequestContext } from '#grammar/access';
import type { AppliedRecipe, RecipeDeps } from './apply-recipe.ts';

/** Applies the recipe in the folder `name`, or the one of that name that comes with Trovato. */
export async function applyRecipeFolder(
  deps: RecipeDeps,
  ctx: RequestContext,
  name: string,
  folder: string,
): Promise<AppliedRecipe> {
  // Loaded when it is needed: a site that starts reads no recipe.
  const { readRecipe } = await import('./read-recipe.ts');
  const { applyRecipe } = await import('./apply-recipe.ts');
  return applyRecipe(deps, ctx, await readRecipe(name, folder));
}
