import { NotFound } from '#base';
import { systemActor, systemContext, type RequestContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import type { User } from '#records/users';

/** The user of this name or mail address. */
export async function findUser({ users }: Kernel, name: string): Promise<User> {
  const user = await users.findUserNamed(systemContext(), name);
  if (!user) throw new NotFound('cli.no_such_user', `There is no user “${name}”.`);
  return user;
}

/**
 * A context in which the command line acts for `name`, else for the first administrator: what it
 * makes has an author.
 */
export async function contextFor(
  kernel: Kernel,
  name: string | undefined,
): Promise<RequestContext> {
  const user = name === undefined ? await findAdministrator(kernel) : await findUser(kernel, name);
  const actor = user ? systemActor(user.id, user.name) : systemActor();
  return systemContext({ actor, log: kernel.log });
}

async function findAdministrator({ users }: Kernel): Promise<User | undefined> {
  const page = await users.listUsers(systemContext(), { limit: 200, active: true });
  return page.users
    .filter((user) => user.isAdmin)
    .sort((a, b) => a.created.getTime() - b.created.getTime())[0];
}
