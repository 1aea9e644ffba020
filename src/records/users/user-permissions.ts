import type { Permission } from '#grammar/access';

/** The permissions that this room declares. */
export const userPermissions: readonly Permission[] = [
  { name: 'administer users', label: 'Administer users', group: 'People', dangerous: true },
  {
    name: 'administer roles',
    label: 'Administer roles and permissions',
    group: 'People',
    dangerous: true,
  },
];
