import type { FormDefinition, Forms } from '#grammar/forms';
import { type Element, link } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import { refused } from '../pages/refused.ts';
import { accountOf } from '../pages/user-of.ts';
import type { Role } from '../roles.ts';
import type { User } from '../user.ts';
import { mayAdministerUser, require } from '../user-policy.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE } from './people-frame.ts';
import { userElements, userInput } from './user-elements.ts';

interface Args {
  readonly request: PageRequest;
  readonly user: User;
  readonly roles: readonly Role[];
}

/** `/admin/people/{id}/edit`: an account with its rights. */
export function editUserScreen(users: Users, forms: Forms): PageRoute {
  const form = editUserForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/{id}/edit',
    permission: 'administer users',
    async handle(request) {
      const user = await accountOf(users, request);
      require(mayAdministerUser(
        request.ctx.actor,
        user,
      ), 'Only an administrator may change an administrator.');
      const args = { request, user, roles: await users.listRoles() };
      return forms.page(form, args, request, {
        title: user.name,
        // A new sign-in link is shown on it.
        sealed: true,
        theme: 'admin',
        breadcrumb: [ADMIN, PEOPLE],
        actions: [
          link(`/user/${user.id}`, 'Profile', { look: 'secondary' }),
          link(`/admin/people/${user.id}/delete`, 'Delete', { look: 'danger' }),
        ],
      });
    },
  };
}

function editUserForm(users: Users): FormDefinition<Args> {
  return {
    id: 'user_edit',
    build: async ({ actor }, { user, roles }) => ({
      elements: userElements(actor, roles, user),
      actions: {
        save: { label: 'Save' },
        link: { label: 'Make a sign-in link', unvalidated: true, access: user.active },
      },
      warnOnLeave: true,
    }),
    async submit(ctx, { request, user }, values, action) {
      try {
        if (action === 'link') {
          const path = await users.loginLinks.create(ctx, user.id);
          return { kind: 'again', above: linkShown(user, path) };
        }
        const { session } = await users.updateUser(ctx, user.id, userInput(ctx.actor, values), {
          sessionToken: request.sessionToken,
          client: request.client,
        });
        return {
          kind: 'redirect',
          to: '/admin/people',
          ...(session ? { session } : {}),
          messages: [{ tone: 'positive', text: `${user.name} was saved.` }],
        };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

function linkShown(user: User, path: string): Element {
  return {
    '#type': 'notice',
    '#tone': 'positive',
    '#value': `Copy the address of this link and give it to ${user.name}. It works once, within 24 hours.`,
    '#children': { link: link(path, `Sign-in link for ${user.name}`) },
  };
}
