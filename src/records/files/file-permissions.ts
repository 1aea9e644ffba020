import type { Permission } from '#grammar/access';

/** The permissions that this room declares. */
export const filePermissions: readonly Permission[] = [
  { name: 'upload files', label: 'Upload files over REST', group: 'Content' },
];
