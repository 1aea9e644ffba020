import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, inOrder } from '#grammar/render';
import { createItemViews, type ItemViewDeps } from './item-views.ts';
import { pageNumber } from './page-number.ts';

const TEASERS = 10;

/** What is filed under a term, newest first, as teasers: the body of a term's page. */
export function createTermItems(deps: ItemViewDeps) {
  const { items } = deps;
  const views = createItemViews(deps);
  return async (
    ctx: RequestContext,
    term: { readonly id: TermId; readonly name: string },
    { url, query }: { readonly url: string; readonly query: URLSearchParams },
  ): Promise<Element> => {
    const asked = { references: { type: 'term', id: term.id }, status: true } as const;
    const page = pageNumber(query);
    const [listed, total] = await Promise.all([
      items.listItems(ctx, { ...asked, limit: TEASERS, offset: page * TEASERS }),
      items.countItems(ctx, { ...asked, limit: TEASERS }),
    ]);
    if (total === 0) {
      return {
        '#type': 'empty_state',
        '#icon': 'tag',
        '#title': 'Nothing here yet',
        '#value': `What is published and filed under “${term.name}” is listed here, the newest first.`,
      };
    }
    const teasers = await views.build(ctx, listed.items, 'teaser');
    return container(
      inOrder(container(inOrder(...teasers), { attributes: { class: 'teasers' } }), {
        '#type': 'pager',
        '#page': page,
        '#pages': Math.ceil(total / TEASERS),
        '#url': url,
      }),
    );
  };
}
