import type { Clock } from '#base';
import { systemActor, systemContext } from '#grammar/access';
import { checkSiteName } from '#records/site';
import type { User, UserInput } from '#records/users';
import type { AppliedRecipe, RecipeDeps } from './apply-recipe.ts';
import { installOnce } from './installation.ts';

export interface InstallOptions {
  readonly siteName: string;
  readonly adminName: string;
  readonly adminMail?: string;
  /** Without one the administrator comes in by a one-time link. */
  readonly adminPassword?: string;
  /** Name or folder of a recipe; `none` leaves the site empty. */
  readonly recipe: string;
  /** Where a relative folder is looked for. */
  readonly folder: string;
}

export interface Installed {
  readonly admin: User;
  readonly recipe: AppliedRecipe | undefined;
}

export type InstallDeps = RecipeDeps & { readonly clock: Clock };

export const NO_RECIPE = 'none';

/**
 * Makes a site out of an empty database: its name, its administrator, its first content. Safe to
 * repeat after it broke off; throws `AlreadyInstalled` once it is done.
 */
export async function installSite(deps: InstallDeps, options: InstallOptions): Promise<Installed> {
  const siteName = checkSiteName(options.siteName);
  // Loaded when it is needed, as `applyRecipeFolder` does.
  const { readRecipe } = await import('./read-recipe.ts');
  const { applyRecipe } = await import('./apply-recipe.ts');
  const recipe =
    options.recipe === NO_RECIPE ? undefined : await readRecipe(options.recipe, options.folder);
  return installOnce(deps, deps.clock.now(), async () => {
    const admin = await makeAdministrator(deps, options);
    await deps.variables.save(deps.database.queries, 'site_name', siteName);
    const ctx = systemContext({ actor: systemActor(admin.id, admin.name) });
    return { admin, recipe: recipe && (await applyRecipe(deps, ctx, recipe)) };
  });
}

/** A new one, or the one that an installation which broke off has made. */
async function makeAdministrator(
  { users }: InstallDeps,
  { adminName, adminMail, adminPassword }: InstallOptions,
): Promise<User> {
  const ctx = systemContext();
  const input: UserInput & { readonly name: string } = {
    name: adminName,
    isAdmin: true,
    ...(adminMail === undefined ? {} : { mail: adminMail }),
    ...(adminPassword === undefined ? {} : { password: adminPassword }),
  };
  const { users: there } = await users.listUsers(ctx, { limit: 2 });
  const [before] = there.filter((user) => user.isAdmin);
  return before
    ? (await users.updateUser(ctx, before.id, input)).user
    : users.createUser(ctx, input);
}
