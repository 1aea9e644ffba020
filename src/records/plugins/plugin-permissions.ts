import { NotAllowed } from '#base';
import { can, type Permission, type RequestContext } from '#grammar/access';

export const ADMINISTER_PLUGINS = 'administer plugins';

/** The permissions that this room declares. */
export const pluginPermissions: readonly Permission[] = [
  {
    name: ADMINISTER_PLUGINS,
    label: 'Install plugins, and say what they may do',
    group: 'Plugins',
    dangerous: true,
  },
];

/** Throws `NotAllowed` for who may not change plugins. */
export function requirePluginAdministration({ actor }: RequestContext): void {
  if (can(actor, ADMINISTER_PLUGINS)) return;
  throw new NotAllowed('plugin.not_allowed', 'Your account may not change plugins.');
}
