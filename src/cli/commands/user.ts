import { NotFound, type RoleId } from '#base';
import { systemContext } from '#grammar/access';
import type { Kernel } from '#kernel';
import { type Command, Option } from 'commander';
import { findUser } from '../find-user.ts';
import type { Answer } from '../command-result.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface CreateOptions {
  readonly mail?: string;
  readonly password?: string;
  readonly admin?: true;
  readonly role: readonly string[];
}

/** `trovato user create|block|unblock|role`. */
export function addUser(program: Command, surroundings: Surroundings, answer: Answer): void {
  const user = program.command('user').description('accounts and their roles');

  user
    .command('create')
    .description('make an account; without a password its owner comes in by a login-link')
    .argument('<name>')
    .option('--mail <mail>')
    .option('--password <password>')
    .option('--admin', 'may do everything')
    .addOption(
      new Option('--role <name>', 'machine name of a role; may be given several times')
        .argParser((one: string, before: readonly string[]) => [...before, one])
        .default([], 'none'),
    )
    .action(async (name: string, { mail, password, admin, role }: CreateOptions) => {
      const made = await withKernel(surroundings, async (kernel) =>
        kernel.users.createUser(systemContext(), {
          name,
          isAdmin: admin === true,
          roles: await roleIds(kernel, role),
          ...(mail === undefined ? {} : { mail }),
          ...(password === undefined ? {} : { password }),
        }),
      );
      answer({ json: { id: made.id, name: made.name }, text: `${made.name} has an account.` });
    });

  for (const [verb, active, said] of [
    ['block', false, 'cannot sign in any more'],
    ['unblock', true, 'can sign in again'],
  ] as const) {
    user
      .command(verb)
      .description(
        active
          ? 'let a user sign in again'
          : 'keep a user from signing in, and end the sessions there are',
      )
      .argument('<name>', 'name or mail address')
      .action(async (name: string) => {
        const changed = await withKernel(surroundings, async (kernel) => {
          const { id } = await findUser(kernel, name);
          return (await kernel.users.updateUser(systemContext(), id, { active })).user;
        });
        const { id } = changed;
        answer({ json: { id, name: changed.name, active }, text: `${changed.name} ${said}.` });
      });
  }

  user
    .command('role')
    .description('give roles to a user, or take them away')
    .argument('<name>', 'name or mail address')
    .argument('<roles...>', 'machine names of roles')
    .option('--remove', 'take them away')
    .action(async (name: string, roles: readonly string[], { remove }: { remove?: true }) => {
      const result = await withKernel(surroundings, async (kernel) => {
        const found = await findUser(kernel, name);
        const changed = new Set(await roleIds(kernel, roles));
        const before = new Set(found.roles);
        const after = remove ? before.difference(changed) : before.union(changed);
        await kernel.users.updateUser(systemContext(), found.id, { roles: [...after] });
        const names = (await kernel.users.listRoles())
          .filter((role) => after.has(role.id))
          .map((role) => role.name);
        return { id: found.id, name: found.name, roles: names };
      });
      const said = result.roles.length === 0 ? 'no role' : result.roles.join(', ');
      answer({ json: result, text: `${result.name} has ${said}.` });
    });
}

async function roleIds({ users }: Kernel, names: readonly string[]): Promise<readonly RoleId[]> {
  if (names.length === 0) return [];
  const roles = await users.listRoles();
  return names.map((name) => {
    const role = roles.find((each) => each.name === name);
    if (role) return role.id;
    const known = roles.map((each) => each.name).join(', ');
    throw new NotFound('cli.no_such_role', `There is no role “${name}”; there are ${known}.`);
  });
}
