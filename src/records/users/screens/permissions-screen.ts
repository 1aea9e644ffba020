import type { Permission, PermissionRegistry } from '#grammar/access';
import type { FormDefinition, Forms } from '#grammar/forms';
import {
  badge,
  type Children,
  container,
  type Element,
  heading,
  inOrder,
  paragraph,
  text,
} from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import { refused } from '../pages/refused.ts';
import type { Role } from '../roles.ts';
import type { Users } from '../users.ts';
import { ADMIN, PEOPLE, peopleTabs } from './people-frame.ts';
import { cell, changedCells, GRANTED, SHOWN } from './permission-cells.ts';

interface Args {
  readonly request: PageRequest;
  readonly roles: readonly Role[];
}

/** `/admin/people/permissions`: each permission by each role, saved together. */
export function permissionsScreen(
  users: Users,
  forms: Forms,
  permissions: PermissionRegistry,
): PageRoute {
  const form = permissionsForm(users, permissions);
  return {
    methods: ['GET', 'POST'],
    path: '/admin/people/permissions',
    permission: 'administer roles',
    handle: async (request) =>
      forms.page(form, { request, roles: await users.listRoles() }, request, {
        title: 'Permissions',
        theme: 'admin',
        layout: 'wide',
        breadcrumb: [ADMIN, PEOPLE],
        tabs: peopleTabs(request.ctx.actor, 'permissions'),
      }),
  };
}

function permissionsForm(users: Users, permissions: PermissionRegistry): FormDefinition<Args> {
  return {
    id: 'permissions',
    build: async (_ctx, { roles }) => ({
      elements: {
        matrix: { kind: 'static', sealed: true, element: matrix(roles, permissions.list()) },
      },
      actions: { save: { label: 'Save permissions' } },
      warnOnLeave: true,
    }),
    async submit(ctx, { request }) {
      const changes = changedCells(request.body);
      try {
        if (changes.size > 0) await users.savePermissions(ctx, changes);
      } catch (error) {
        return refused(error);
      }
      return {
        kind: 'redirect',
        to: '/admin/people/permissions',
        messages: [
          {
            tone: 'positive',
            text: changes.size > 0 ? 'The permissions were saved.' : 'Nothing was changed.',
          },
        ],
      };
    },
  };
}

/** A table for each group of permissions; every box says its role and permission when read out. */
function matrix(roles: readonly Role[], permissions: readonly Permission[]): Element {
  const groups = Map.groupBy(permissions, (permission) => permission.group);
  const sections: readonly Element[] = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([group, members]) =>
      container(
        { title: heading(2, group), table: groupTable(group, members, roles) },
        { tag: 'section', attributes: { class: 'stack', 'data-gap': 'small' } },
      ),
    );
  return container(inOrder(...sections), {
    attributes: { class: 'stack', 'data-gap': 'large' },
  });
}

function groupTable(
  group: string,
  permissions: readonly Permission[],
  roles: readonly Role[],
): Element {
  return {
    '#type': 'table',
    '#attributes': { 'aria-label': `Permissions: ${group}` },
    '#columns': [{ label: 'Permission' }, ...roles.map(({ label }) => ({ label }))],
    '#rows': permissions.map((permission) => ({
      cells: [
        container(
          inOrder(
            container(
              inOrder(
                text(permission.label),
                permission.dangerous && badge('Grants power', 'caution'),
              ),
              { attributes: { class: 'cluster', 'data-gap': 'small' } },
            ),
            permission.description !== undefined &&
              paragraph(permission.description, { class: 'muted' }),
          ),
          { attributes: { class: 'cell-title' } },
        ),
        ...roles.map((role) => container(box(role, permission), { tag: 'span' })),
      ],
    })),
  };
}

function box(role: Role, permission: Permission): Children {
  const value = cell(role.id, permission.name);
  const granted = role.permissions.has(permission.name);
  return {
    box: {
      '#type': 'input',
      '#input': 'checkbox',
      '#name': GRANTED,
      '#value': value,
      '#checked': granted,
      '#attributes': { 'aria-label': `${role.label}: ${permission.label}` },
    },
    ...(granted
      ? { shown: { '#type': 'input', '#input': 'hidden', '#name': SHOWN, '#value': value } }
      : {}),
  };
}
