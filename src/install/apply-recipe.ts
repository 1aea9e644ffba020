import { nested, pointer, TrovatoError } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Variables } from '#grammar/config';
import type { Database } from '#platform/database';
import type { Gathers } from '#discovery/gather';
import type { Categories } from '#records/categories';
import type { Files } from '#records/files';
import type { Items } from '#records/items';
import type { Transfer } from '#records/transfer';
import type { Users } from '#records/users';
import { RecipeInvalid } from './recipe-errors.ts';
import { prepareItem } from './recipe-items.ts';
import type { Recipe, RecipeType } from './recipe.ts';

export interface RecipeDeps {
  readonly database: Database;
  readonly variables: Variables;
  readonly users: Users;
  readonly files: Files;
  readonly categories: Categories;
  readonly items: Items;
  readonly gathers: Gathers;
  readonly transfer: Transfer;
}

/** What was made; what was there already is in no number. */
export interface AppliedRecipe {
  readonly name: string;
  readonly vocabularies: number;
  readonly types: number;
  readonly fields: number;
  readonly roles: number;
  readonly gathers: number;
  readonly items: number;
}

/**
 * Applies a recipe through the same operations as the screens. What is there already stays as
 * the site has it, so it may be applied again, also after it broke off.
 */
export async function applyRecipe(
  deps: RecipeDeps,
  ctx: RequestContext,
  recipe: Recipe,
): Promise<AppliedRecipe> {
  const made = { vocabularies: 0, types: 0, fields: 0, roles: 0, gathers: 0, items: 0 };
  for (const [name, value] of recipe.variables) {
    if (deps.variables.find(name) === undefined)
      await deps.variables.save(deps.database.queries, name, value);
  }
  for (const { name, label, description } of recipe.vocabularies) {
    if (await deps.categories.findVocabulary(ctx, name)) continue;
    await placed(pointer('vocabularies', name), () =>
      deps.categories.createVocabulary(ctx, name, { label, description }),
    );
    made.vocabularies += 1;
  }
  // Types before fields: those of one may point to items of another.
  for (const { type, input } of recipe.types) {
    if (deps.items.findType(ctx, type)) continue;
    await placed(pointer('types', type), () => deps.items.createType(ctx, type, input));
    made.types += 1;
  }
  for (const type of recipe.types) made.fields += await applyFields(deps, ctx, type);
  made.roles = await applyRoles(deps, ctx, recipe);
  for (const [name, said] of recipe.gathers) {
    if (deps.gathers.find(name)) continue;
    await placed(pointer('gathers', name), () => deps.gathers.create(ctx, { name, ...said }));
    made.gathers += 1;
  }

  const outcomes = await deps.transfer.importPrepared(
    ctx,
    `recipe ${recipe.name}`,
    recipe.items.map((item) => prepareItem(deps, ctx, recipe, item)),
  );
  const problems = outcomes.flatMap(({ lines }, index) =>
    lines
      .filter((line) => line.outcome === 'refused')
      .map(({ field, code, reason }) => ({
        pointer: pointer('items', index, ...(field === undefined ? [] : [field])),
        code,
        message: reason,
      })),
  );
  if (problems.length > 0) throw new RecipeInvalid(problems);
  made.items = outcomes.filter(({ kind }) => kind === 'created').length;
  return { name: recipe.name, ...made };
}

async function applyFields(
  { items }: RecipeDeps,
  ctx: RequestContext,
  { type, fields }: RecipeType,
): Promise<number> {
  const known = new Set(items.getType(ctx, type).fields.map(({ name }) => name));
  const missing = fields.filter(({ name }) => !known.has(name));
  for (const field of missing) {
    await placed(pointer('types', type, 'fields', field.name), () =>
      items.addField(ctx, type, field.name, field.input),
    );
  }
  return missing.length;
}

async function applyRoles(
  { users }: RecipeDeps,
  ctx: RequestContext,
  { roles }: Recipe,
): Promise<number> {
  let made = 0;
  for (const { name, label, permissions } of roles) {
    const at = pointer('roles', name);
    const role = (await users.listRoles()).find((each) => each.name === name);
    const id = role?.id ?? (await placed(at, () => users.createRole(ctx, { name, label })));
    if (!role) made += 1;
    const grant = permissions.filter((permission) => !role?.permissions.has(permission));
    if (grant.length > 0) {
      await placed(`${at}/permissions`, () =>
        users.savePermissions(ctx, new Map([[id, { grant }]])),
      );
    }
  }
  return made;
}

/** Runs `work`; what it refuses is said with its place in the recipe. */
async function placed<Result>(at: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TrovatoError) || error.statusCode >= 500) throw error;
    const { problems, code, message } = error;
    throw new RecipeInvalid(
      problems.length > 0
        ? problems.map((problem) => nested(at, problem))
        : [{ pointer: at, code, message }],
    );
  }
}
