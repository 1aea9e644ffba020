import type { Actor } from '#grammar/access';
import type { FormElements, FormValues } from '#grammar/forms';
import { parseId } from '#base';
import { chosen, entered, ticked } from '../pages/entered.ts';
import { isBuiltIn, type Role } from '../roles.ts';
import type { User, UserInput } from '../user.ts';
import { mayAdministerRoles, mayGrantAdministration } from '../user-policy.ts';

/** The elements of an account's form for administrators; `user` is undefined for a new one. */
export function userElements(
  actor: Actor,
  roles: readonly Role[],
  user: User | undefined,
): FormElements {
  const given = roles.filter((role) => !isBuiltIn(role.id));
  return {
    name: {
      kind: 'text',
      label: 'Name',
      required: true,
      default: user?.name ?? '',
      autocomplete: 'off',
    },
    mail: {
      kind: 'text',
      input: 'email',
      label: 'Mail address',
      sealed: true,
      default: user?.mail ?? '',
      autocomplete: 'off',
    },
    password: {
      kind: 'text',
      input: 'password',
      label: user ? 'New password' : 'Password',
      sealed: true,
      help: user
        ? 'At least 10 characters. Empty keeps the current one. A new one ends all sessions of this user.'
        : 'At least 10 characters. Without one you get a sign-in link to hand on.',
      autocomplete: 'new-password',
    },
    rights: {
      kind: 'group',
      look: 'side',
      label: 'Rights',
      sealed: true,
      transparent: true,
      elements: {
        blocked: {
          kind: 'switch',
          label: 'Blocked',
          help: 'A blocked user cannot sign in, and is signed out everywhere at once.',
          default: user?.active === false,
        },
        is_admin: {
          kind: 'switch',
          label: 'Administrator',
          help: 'Passes every permission check.',
          default: user?.isAdmin ?? false,
          access: mayGrantAdministration(actor),
        },
        roles: {
          kind: 'checkboxes',
          label: 'Roles',
          options: given.map(({ id, label }) => ({ value: id, label })),
          default: user?.roles ?? [],
          access: mayAdministerRoles(actor) && given.length > 0,
        },
      },
    },
  };
}

/** What was entered; what the actor was not offered stays out of it. */
export function userInput(actor: Actor, values: FormValues): UserInput & { readonly name: string } {
  const password = entered(values, 'password');
  return {
    name: entered(values, 'name'),
    mail: entered(values, 'mail'),
    active: !ticked(values, 'blocked'),
    ...(password === '' ? {} : { password }),
    ...(mayGrantAdministration(actor) ? { isAdmin: ticked(values, 'is_admin') } : {}),
    ...(mayAdministerRoles(actor)
      ? { roles: chosen(values, 'roles').flatMap((id) => parseId<'role'>(id) ?? []) }
      : {}),
  };
}
