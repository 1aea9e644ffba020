import { systemContext } from '#grammar/access';
import { type InstallDeps, installSite } from './install-site.ts';
import { isInstalled } from './installation.ts';

/**
 * Brings up a complete site on an empty embedded database, without a question. Answers the path
 * of a one-time sign-in link for the administrator until somebody has used one.
 */
export async function prepareFirstStart(deps: InstallDeps): Promise<string | undefined> {
  const ctx = systemContext();
  if (!isInstalled(deps.variables)) {
    await installSite(deps, {
      siteName: 'My site',
      adminName: 'admin',
      recipe: 'starter',
      folder: process.cwd(),
    });
  }
  const { users } = await deps.users.listUsers(ctx, { limit: 2 });
  const [only, other] = users;
  const nobodyCame = only?.isAdmin && only.lastLogin === null && !only.hasPassword && !other;
  return nobodyCame ? deps.users.loginLinks.create(ctx, only.id) : undefined;
}
