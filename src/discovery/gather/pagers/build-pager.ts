import { container, type Element, inOrder, link } from '#grammar/render';
import type { GatherResult } from '../run/gather-result.ts';
import { withQuery } from '../with-query.ts';

/** What a pager needs to know of a result. */
type PagedResult = Pick<GatherResult, 'total' | 'more'> & {
  readonly sections: Pick<GatherResult['sections'], 'pager'>;
};

/** What leads to the other pages; undefined where there are none. */
export function buildPager(
  { sections, total, more }: PagedResult,
  place: { readonly page: number; readonly url: string; readonly listId: string },
): Element | undefined {
  const { page, url, listId } = place;
  const { kind, size } = sections.pager;
  if (!more && page === 0) return undefined;
  switch (kind) {
    case 'none':
      return undefined;
    case 'load_more':
      return more ? loadMore(withQuery(url, { page: String(page + 1) }), listId) : undefined;
    case 'mini':
    case 'full': {
      // A total that is not exact knows of fewer pages than there are.
      const known = kind === 'full' && total ? Math.ceil(total.count / size) : 0;
      const pages = Math.max(known, page + (more ? 2 : 1));
      return { '#type': 'pager', '#page': page, '#pages': pages, '#url': url, '#look': kind };
    }
  }
}

/** A link to the next page, which a script turns into more rows on this one. */
function loadMore(url: string, listId: string): Element {
  const more = link(url, 'Show more', {
    look: 'secondary',
    attributes: { 'data-load-more': listId, rel: 'next' },
  });
  return {
    ...container(inOrder(more), { attributes: { class: 'gather-more' } }),
    '#attached': { scripts: ['load-more'] },
  };
}
