import type { Permission } from '#grammar/access';

export const ADMINISTER_SITE = 'administer site';

/** The permissions that this room declares. */
export const sitePermissions: readonly Permission[] = [
  {
    name: ADMINISTER_SITE,
    label: 'Change the name and the settings of the site',
    group: 'Site',
    dangerous: true,
  },
];
