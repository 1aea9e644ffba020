import type { PermissionRegistry } from '#grammar/access';
import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Users } from '../users.ts';
import { addUserScreen } from './add-user-screen.ts';
import { deleteUserScreen } from './delete-user-screen.ts';
import { editUserScreen } from './edit-user-screen.ts';
import { peopleListScreen } from './people-list-screen.ts';
import { permissionsScreen } from './permissions-screen.ts';
import { deleteRoleScreen, renameRoleScreen } from './role-screens.ts';
import { rolesScreen } from './roles-screen.ts';

/** The administration of people: accounts, roles, permissions. */
export function peopleScreens(deps: {
  users: Users;
  forms: Forms;
  permissions: PermissionRegistry;
}): readonly PageRoute[] {
  const { users, forms, permissions } = deps;
  return [
    peopleListScreen(users, forms),
    addUserScreen(users, forms),
    editUserScreen(users, forms),
    deleteUserScreen(users, forms),
    rolesScreen(users, forms),
    renameRoleScreen(users, forms),
    deleteRoleScreen(users, forms),
    permissionsScreen(users, forms, permissions),
  ];
}
