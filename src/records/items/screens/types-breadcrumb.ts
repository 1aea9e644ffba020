import type { PageView } from '#grammar/routes';
import type { ItemType } from '../types/item-type.ts';

type Breadcrumb = NonNullable<PageView['breadcrumb']>;

/** Where the screens of item types begin. */
export const TYPES_URL = '/admin/structure/types';
export const TYPES: Breadcrumb = [{ url: TYPES_URL, label: 'Item types' }];

/** The way to a screen of one type. */
export function typeBreadcrumb(type: ItemType): Breadcrumb {
  return [...TYPES, { url: fieldsUrl(type), label: type.name }];
}

/** Where the fields of a type are listed. */
export function fieldsUrl(type: Pick<ItemType, 'type'>): string {
  return `${TYPES_URL}/${type.type}/fields`;
}

/** The screens of one type. */
export function typeTabs(
  type: ItemType,
  active: 'fields' | 'edit' | undefined,
): NonNullable<PageView['tabs']> {
  return [
    { url: fieldsUrl(type), label: 'Fields', active: active === 'fields' },
    { url: `${TYPES_URL}/${type.type}/edit`, label: 'Settings', active: active === 'edit' },
  ];
}
