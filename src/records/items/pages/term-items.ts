import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FeedEntry } from '#grammar/feeds';
import { container, type Element, inOrder, link } from '#grammar/render';
import { listDependencies } from './item-dependencies.ts';
import { createItemViews, type ItemViewDeps } from './item-views.ts';

const TEASERS = 10;
const IN_FEED = 25;

/** What is published under a term or below it, newest first: for a term's page and its feed. */
export function createTermItems(deps: ItemViewDeps) {
  const { items } = deps;
  const views = createItemViews(deps);
  return {
    /** Teasers, and where the older ones are: each page begins where the last one ended. */
    async list(
      ctx: RequestContext,
      term: { readonly id: TermId; readonly name: string },
      { url, query }: { readonly url: string; readonly query: URLSearchParams },
    ): Promise<Element> {
      const after = query.get('after');
      const listed = await items.listItems(ctx, {
        under: term.id,
        status: true,
        limit: TEASERS,
        ...(after ? { after } : {}),
      });
      const cache = listDependencies(items, ctx);
      const own = url.split('?', 1)[0] ?? url;
      const pages = pager(own, Boolean(after), listed.next);
      if (listed.items.length === 0) {
        return {
          '#type': 'empty_state',
          '#icon': 'tag',
          '#title': after ? 'Nothing older' : 'Nothing here yet',
          '#value': `What is published and filed under “${term.name}” is listed here, the newest first.`,
          '#cache': cache,
          ...(pages ? { '#children': inOrder(pages) } : {}),
        };
      }
      const teasers = await views.build(ctx, listed.items, 'teaser');
      const list = container(inOrder(...teasers), { attributes: { class: 'teasers' } });
      return container(inOrder(list, pages), { cache });
    },

    /** The newest of them, for a feed. */
    async newest(
      ctx: RequestContext,
      term: TermId,
      baseUrl: string,
    ): Promise<readonly FeedEntry[]> {
      const query = { under: term, status: true, limit: IN_FEED };
      const { items: found } = await items.listItems(ctx, query);
      return found.map((item) => ({
        id: `urn:uuid:${item.id}`,
        title: item.title,
        url: `${baseUrl}/item/${item.id}`,
        published: item.created,
        updated: item.changed,
        summary: views.describe(ctx, item) ?? '',
      }));
    },
  };
}

function pager(url: string, isLater: boolean, next: string | undefined): Element | undefined {
  if (!isLater && next === undefined) return undefined;
  return container(
    inOrder(
      isLater ? step(url, 'prev', 'Newest') : undefined,
      next === undefined ? undefined : step(`${url}?after=${next}`, 'next', 'Older'),
    ),
    { tag: 'nav', attributes: { class: 'pager', 'aria-label': 'Pages' } },
  );
}

function step(to: string, rel: string, label: string): Element {
  return link(to, label, { attributes: { rel, class: 'pager-step' } });
}
