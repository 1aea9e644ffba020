import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { container, type Element, heading, inOrder } from '#grammar/render';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildListing } from './build-listing.ts';
import { displayAddress } from './display-address.ts';
import { displayTitle } from './display-title.ts';
import { leftOut } from './left-out.ts';

/**
 * A tile display as it stands beside other content, under its title; undefined where this
 * reader may not see it, and nothing to see where it is empty. `currentItem` is the item on whose page it stands.
 */
export async function buildTile(
  deps: GatherShowDeps,
  ctx: RequestContext,
  name: string,
  display: string,
  currentItem?: ItemId,
): Promise<Element | undefined> {
  const saved = deps.gathers.find(name, ctx.stage);
  const tile = saved?.enabled ? saved.gather.displays.find(({ id }) => id === display) : undefined;
  if (!saved || tile?.kind !== 'tile') return undefined;
  const listing = await leftOut(ctx, name, display, () =>
    buildListing(deps, ctx, saved.gather, tile, {
      // Its other pages are at its own address.
      url: displayAddress(name, display),
      query: new URLSearchParams(),
      arguments: {},
      level: 3,
      choosing: false,
      hideEmpty: true,
      ...(currentItem === undefined ? {} : { currentItem }),
    }),
  );
  if (!listing || !('result' in listing) || listing.isHidden) return listing?.element;
  const title = displayTitle(listing.result);
  return container(inOrder(heading(2, title), listing.element), {
    tag: 'section',
    attributes: { class: 'gather-tile', 'aria-label': title },
  });
}
