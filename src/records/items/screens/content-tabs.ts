import type { PageView } from '#grammar/routes';

/** The list of content and the trash beside it. */
export function contentTabs(active: 'content' | 'trash'): NonNullable<PageView['tabs']> {
  return [
    { url: '/admin/content', label: 'Content', active: active === 'content' },
    { url: '/admin/content/trash', label: 'Trash', active: active === 'trash' },
  ];
}
