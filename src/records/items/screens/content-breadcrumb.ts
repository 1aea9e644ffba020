import type { PageView } from '#grammar/routes';
import type { Item } from '../item.ts';

type Breadcrumb = NonNullable<PageView['breadcrumb']>;

/** Where the screens of content begin. */
export const CONTENT: Breadcrumb = [{ url: '/admin/content', label: 'Content' }];

/** The way to a screen of one item. */
export function itemBreadcrumb(item: Pick<Item, 'id' | 'title'>): Breadcrumb {
  return [...CONTENT, { url: `/item/${item.id}`, label: item.title }];
}
