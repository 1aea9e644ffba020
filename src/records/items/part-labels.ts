import type { ItemType } from './types/item-type.ts';

/** What a part of an item is called on screens: `title`, `status` or the name of a field. */
export function partLabel(type: ItemType | undefined, name: string): string {
  if (name === 'title') return type?.titleLabel ?? 'Title';
  if (name === 'status') return 'Status';
  return type?.fields.find((field) => field.name === name)?.label ?? name;
}
