import type { RequestContext } from '#grammar/access';
import { type Element, link, text, time } from '#grammar/render';
import type { Items } from '../items.ts';
import { worksWithContent } from './works-with-content.ts';

const LISTED = 8;

/** What was changed last, for the first page of the administration; undefined when it is not for
 * this actor or there is nothing. */
export async function recentContent(
  items: Items,
  ctx: RequestContext,
): Promise<Element | undefined> {
  if (!worksWithContent(items, ctx.actor)) return undefined;
  const listed = await items.listItems(ctx, { sort: '-changed', limit: LISTED });
  if (listed.items.length === 0) return undefined;
  return {
    '#type': 'table',
    '#caption': 'Changed last',
    '#columns': [{ label: 'Title' }, { label: 'Type' }, { label: 'Author' }, { label: 'Changed' }],
    '#rows': listed.items.map((item) => ({
      cells: [
        link(`/item/${item.id}`, item.title),
        text(items.findType(ctx, item.type)?.name ?? item.type),
        text(item.authorName),
        time(item.changed, 'relative'),
      ],
    })),
  };
}
