import type { Permission } from '#grammar/access';
import type { ItemType } from './types/item-type.ts';

/** What a role may be allowed on items of one type. */
export type ItemPermission =
  | 'create'
  | 'edit own'
  | 'edit any'
  | 'delete own'
  | 'delete any'
  | 'view unpublished'
  | 'view revisions of'
  | 'revert';

const LABELS: Record<ItemPermission, string> = {
  create: 'Create',
  'edit own': 'Edit own',
  'edit any': 'Edit any',
  'delete own': 'Delete own',
  'delete any': 'Delete any',
  'view unpublished': 'View unpublished',
  'view revisions of': 'View revisions of',
  revert: 'Revert',
};

/** The stable name of a permission: `edit own article content`. */
export function itemPermission(permission: ItemPermission, type: string): string {
  return `${permission} ${type} content`;
}

/** Every permission of the room, those of each type included, however many stages have it. */
export function listItemPermissions(types: readonly ItemType[]): readonly Permission[] {
  return [
    { name: 'access content', label: 'View published content', group: 'Content' },
    {
      name: 'administer content',
      label: 'Do everything with content of every type, the trash included',
      group: 'Content',
      dangerous: true,
    },
    {
      name: 'administer content types',
      label: 'Manage item types and their fields',
      group: 'Structure',
      dangerous: true,
    },
    ...firstOfEach(types).flatMap((type) =>
      Object.entries(LABELS).map(([permission, label]) => ({
        name: `${permission} ${type.type} content`,
        label: `${label} ${type.name.toLowerCase()} content`,
        group: type.name,
      })),
    ),
  ];
}

/** Stages may have types of live in another form: they are called as in live. */
function firstOfEach(types: readonly ItemType[]): readonly ItemType[] {
  return types.filter(({ type }, i) => types.findIndex((one) => one.type === type) === i);
}
