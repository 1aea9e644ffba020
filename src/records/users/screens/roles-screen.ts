import type { FormDefinition, Forms } from '#grammar/forms';
import { badge, container, type Element, heading, inOrder, link, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { entered } from '../pages/entered.ts';
import { isBuiltIn, type Role } from '../roles.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE, peopleTabs } from './people-frame.ts';

/** `/admin/people/roles`: the roles, and one more. */
export function rolesScreen(users: Users, forms: Forms): PageRoute {
  const form = addRoleForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/roles',
    permission: 'administer roles',
    async handle(request) {
      const shown = await forms.run(form, undefined, request);
      if (shown.kind !== 'form') return shown;
      const roles = await users.listRoles();
      return {
        kind: 'page',
        theme: 'admin',
        title: 'Roles',
        status: shown.status,
        breadcrumb: [ADMIN, PEOPLE],
        tabs: peopleTabs(request.ctx.actor, 'roles'),
        body: container(inOrder(table(roles), heading(2, 'Add a role'), shown.element), {
          attributes: { class: 'stack', 'data-gap': 'large' },
        }),
      };
    },
  };
}

function table(roles: readonly Role[]): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': 'Roles' },
    '#columns': [
      { label: 'Role' },
      { label: 'Machine name' },
      { label: 'Permissions', numeric: true },
      { label: 'Operations', hidden: true },
    ],
    '#rows': roles.map((role) => ({
      cells: [
        text(role.label),
        text(role.name),
        text(String(role.permissions.size)),
        operations(role),
      ],
    })),
  };
}

function operations(role: Role): Element {
  const path = `/admin/people/roles/${role.id}`;
  const builtIn = isBuiltIn(role.id);
  return container(
    inOrder(
      link(`${path}/edit`, 'Rename', { look: 'quiet' }),
      builtIn ? badge('Built in') : link(`${path}/delete`, 'Delete', { look: 'quiet' }),
    ),
    { attributes: { class: 'cluster', 'data-gap': 'small' } },
  );
}

function addRoleForm(users: Users): FormDefinition<undefined> {
  return {
    id: 'role_add',
    build: async () => ({
      elements: {
        label: { kind: 'text', label: 'Name', required: true, maxLength: 60 },
        name: {
          kind: 'text',
          label: 'Machine name',
          help: 'Small letters, digits and underscores. It stays as it is.',
          required: true,
          maxLength: 32,
          machineNameOf: '/label',
        },
      },
      actions: { add: { label: 'Add role' } },
    }),
    async submit(ctx, _args, values) {
      const label = entered(values, 'label');
      await users.createRole(ctx, { name: entered(values, 'name'), label });
      return {
        kind: 'redirect',
        to: '/admin/people/roles',
        messages: [
          {
            tone: 'positive',
            text: `The role “${label}” was added.`,
            link: { label: 'Give it permissions', url: '/admin/people/permissions' },
          },
        ],
      };
    },
  };
}
