import type { RequestContext } from '#grammar/access';
import { container, type Element, heading, inOrder } from '#grammar/render';
import type { AttachmentDisplay, Display, Gather } from '../definition/gather.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildListing, type Listing, type ListingPlace } from './build-listing.ts';
import { leftOut } from './left-out.ts';

/** A display with those of the same gather that stand before and after it. */
export async function buildWithAttachments(
  deps: GatherShowDeps,
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  place: ListingPlace,
): Promise<Listing> {
  const listing = await buildListing(deps, ctx, gather, display, place);
  const attached = gather.displays.filter(
    (other): other is AttachmentDisplay =>
      other.kind === 'attachment' && other.to.includes(display.id),
  );
  if (attached.length === 0) return listing;
  const built = await Promise.all(attached.map((one) => buildOne(deps, ctx, gather, one, place)));
  const at = (position: AttachmentDisplay['position']) =>
    built.filter((_element, i) => attached[i]?.position === position);
  const element = container(inOrder(...at('before'), listing.element, ...at('after')), {
    attributes: { class: 'gather-whole' },
  });
  return { ...listing, element };
}

async function buildOne(
  deps: GatherShowDeps,
  ctx: RequestContext,
  gather: Gather,
  attachment: AttachmentDisplay,
  place: ListingPlace,
): Promise<Element | undefined> {
  const listing = await leftOut(ctx, gather.name, attachment.id, () =>
    buildListing(deps, ctx, gather, attachment, {
      ...place,
      // Which page is asked for is about the display that it stands with.
      query: new URLSearchParams(),
      choosing: false,
      hideEmpty: true,
    }),
  );
  if (!listing) return undefined;
  const isShown = 'result' in listing && !listing.isHidden;
  return isShown ? titled(attachment, listing.element, place) : listing.element;
}

function titled({ label }: AttachmentDisplay, element: Element, { level }: ListingPlace): Element {
  return container(inOrder(label !== '' && heading(level, label), element), {
    tag: 'section',
    attributes: { class: 'gather-attachment' },
  });
}
