import { parseId, type RoleId } from '#base';
import type { FormBody } from '#grammar/routes';
import type { PermissionChange } from '../save-permissions.ts';

/** The name of the ticked boxes, and of what was ticked when the page was shown. */
export const GRANTED = 'granted';
export const SHOWN = 'shown';

/** One box of the matrix, as the value that it sends. */
export function cell(role: string, permission: string): string {
  return `${role} ${permission}`;
}

/**
 * What was changed on the page since it was shown, by role. Boxes that nobody touched say nothing:
 * two people who save different boxes do not undo one another.
 */
export function changedCells(body: FormBody): ReadonlyMap<RoleId, Required<PermissionChange>> {
  const now = new Set(body.values.get(GRANTED));
  const before = new Set(body.values.get(SHOWN));
  const changes = new Map<RoleId, { grant: string[]; revoke: string[] }>();
  const note = (value: string, what: 'grant' | 'revoke') => {
    const space = value.indexOf(' ');
    const role = parseId<'role'>(value.slice(0, Math.max(0, space)));
    // No permission is called by what the database does not take in text.
    if (role === undefined || value.includes('\0')) return;
    const change = changes.get(role) ?? { grant: [], revoke: [] };
    change[what].push(value.slice(space + 1));
    changes.set(role, change);
  };
  for (const value of now.difference(before)) note(value, 'grant');
  for (const value of before.difference(now)) note(value, 'revoke');
  return changes;
}
