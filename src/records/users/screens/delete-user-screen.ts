import type { FormDefinition, Forms } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { refused } from '../pages/refused.ts';
import { accountOf } from '../pages/user-of.ts';
import type { User } from '../user.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE } from './people-frame.ts';

/** `/admin/people/{id}/delete`: asks, since an account does not come back. */
export function deleteUserScreen(users: Users, forms: Forms): PageRoute {
  const form = deleteUserForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/{id}/delete',
    permission: 'administer users',
    async handle(request) {
      const user = await accountOf(users, request);
      return forms.page(form, user, request, {
        title: `Delete ${user.name}`,
        theme: 'admin',
        layout: 'narrow',
        breadcrumb: [ADMIN, PEOPLE, { url: `/admin/people/${user.id}/edit`, label: user.name }],
      });
    },
  };
}

function deleteUserForm(users: Users): FormDefinition<User> {
  return {
    id: 'user_delete',
    build: async (_ctx, user) => ({
      elements: {
        what: {
          kind: 'static',
          element: paragraph(
            `The account of ${user.name} ends for good, with its sessions and tokens. Who wrote content cannot be deleted; block them instead.`,
          ),
        },
      },
      actions: { delete: { label: 'Delete', look: 'danger' } },
    }),
    async submit(ctx, user) {
      try {
        await users.deleteUser(ctx, user.id);
      } catch (error) {
        return refused(error);
      }
      return {
        kind: 'redirect',
        to: '/admin/people',
        messages: [{ tone: 'positive', text: `${user.name} was deleted.` }],
      };
    },
  };
}
