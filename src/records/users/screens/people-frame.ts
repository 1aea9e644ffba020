import { type Actor, can } from '#grammar/access';
import type { PageView } from '#grammar/routes';

type Tab = 'people' | 'roles' | 'permissions';

/** The three screens about people, as tabs; one sees those that one may open. */
export function peopleTabs(actor: Actor, active: Tab): NonNullable<PageView['tabs']> {
  const tab = (name: Tab, url: string, label: string) => ({ url, label, active: name === active });
  return [
    ...(can(actor, 'administer users') ? [tab('people', '/admin/people', 'People')] : []),
    ...(can(actor, 'administer roles')
      ? [
          tab('roles', '/admin/people/roles', 'Roles'),
          tab('permissions', '/admin/people/permissions', 'Permissions'),
        ]
      : []),
  ];
}

export const ADMIN = { url: '/admin', label: 'Administration' };
export const PEOPLE = { url: '/admin/people', label: 'People' };
export const ROLES = { url: '/admin/people/roles', label: 'Roles' };
