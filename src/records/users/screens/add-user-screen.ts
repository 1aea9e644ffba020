import type { FormDefinition, Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import { refused } from '../pages/refused.ts';
import type { Role } from '../roles.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE } from './people-frame.ts';
import { userElements, userInput } from './user-elements.ts';

/** `/admin/people/add`. */
export function addUserScreen(users: Users, forms: Forms): PageRoute {
  const form = addUserForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/add',
    permission: 'administer users',
    handle: async (request) =>
      forms.page(form, await users.listRoles(), request, {
        title: 'Add user',
        theme: 'admin',
        breadcrumb: [ADMIN, PEOPLE],
      }),
  };
}

function addUserForm(users: Users): FormDefinition<readonly Role[]> {
  return {
    id: 'user_add',
    build: async ({ actor }, roles) => ({
      elements: userElements(actor, roles, undefined),
      actions: { add: { label: 'Add user' } },
      warnOnLeave: true,
    }),
    async submit(ctx, _roles, values) {
      try {
        const user = await users.createUser(ctx, userInput(ctx.actor, values));
        return {
          kind: 'redirect',
          to: user.hasPassword ? '/admin/people' : `/admin/people/${user.id}/edit`,
          messages: [
            {
              tone: 'positive',
              text: user.hasPassword
                ? `${user.name} was added.`
                : `${user.name} was added. Make a sign-in link below and hand it on.`,
            },
          ],
        };
      } catch (error) {
        return refused(error);
      }
    },
  };
}
