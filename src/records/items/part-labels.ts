import type { ItemType } from './types/item-type.ts';

/** What belongs to the editors of an item, in the order of the form. */
const ATTRIBUTES: Readonly<Record<string, string>> = {
  promote: 'On the front page',
  sticky: 'On top of lists',
  author_id: 'Author',
  created: 'Written',
};

/** What a part of an item is called on screens, by the name that a save has for it. */
export function partLabel(type: ItemType | undefined, name: string): string {
  if (name === 'title') return type?.titleLabel ?? 'Title';
  if (name === 'status') return 'Status';
  return ATTRIBUTES[name] ?? type?.fields.find((field) => field.name === name)?.label ?? name;
}
