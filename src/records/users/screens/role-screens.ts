import { parseId } from '#base';
import type { FormDefinition, Forms } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRequest, PageRoute, PageView } from '#grammar/routes';
import { entered } from '../pages/entered.ts';
import { refused } from '../pages/refused.ts';
import type { Role } from '../roles.ts';
import { RoleNotFound } from '../user-errors.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE, ROLES } from './people-frame.ts';

/** `/admin/people/roles/{id}/edit`: another name for a role. */
export function renameRoleScreen(users: Users, forms: Forms): PageRoute {
  const form = renameRoleForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/roles/{id}/edit',
    permission: 'administer roles',
    async handle(request) {
      const role = await roleOf(users, request);
      return forms.page(form, role, request, frame(`Rename ${role.label}`));
    },
  };
}

/** `/admin/people/roles/{id}/delete`: asks, since the permissions are gone with it. */
export function deleteRoleScreen(users: Users, forms: Forms): PageRoute {
  const form = deleteRoleForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/roles/{id}/delete',
    permission: 'administer roles',
    async handle(request) {
      const role = await roleOf(users, request);
      return forms.page(form, role, request, frame(`Delete ${role.label}`));
    },
  };
}

function frame(title: string): Omit<PageView, 'kind' | 'body' | 'status'> {
  return { title, theme: 'admin', layout: 'narrow', breadcrumb: [ADMIN, PEOPLE, ROLES] };
}

async function roleOf(users: Users, request: PageRequest): Promise<Role> {
  const id = parseId<'role'>(request.params['id']);
  const role = (await users.listRoles()).find((one) => one.id === id);
  if (!role) throw new RoleNotFound();
  return role;
}

function renameRoleForm(users: Users): FormDefinition<Role> {
  return {
    id: 'role_rename',
    build: async (_ctx, role) => ({
      elements: {
        label: {
          kind: 'text',
          label: 'Name',
          required: true,
          maxLength: 60,
          default: role.label,
        },
      },
      actions: { save: { label: 'Save' } },
    }),
    async submit(ctx, role, values) {
      await users.renameRole(ctx, role.id, entered(values, 'label'));
      return {
        kind: 'redirect',
        to: '/admin/people/roles',
        messages: [{ tone: 'positive', text: 'The role was renamed.' }],
      };
    },
  };
}

function deleteRoleForm(users: Users): FormDefinition<Role> {
  return {
    id: 'role_delete',
    build: async (_ctx, role) => ({
      elements: {
        what: {
          kind: 'static',
          element: paragraph(
            `Everybody who has the role “${role.label}” loses it at once, and with it what only this role allows.`,
          ),
        },
      },
      actions: { delete: { label: 'Delete', look: 'danger' } },
    }),
    async submit(ctx, role) {
      try {
        await users.deleteRole(ctx, role.id);
      } catch (error) {
        return refused(error);
      }
      return {
        kind: 'redirect',
        to: '/admin/people/roles',
        messages: [{ tone: 'positive', text: `The role “${role.label}” was deleted.` }],
      };
    },
  };
}
