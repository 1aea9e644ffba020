import type { PageRequest } from '#grammar/routes';
import type { Asked } from '../exposed/read-asked.ts';
import { readAsked } from '../exposed/read-asked.ts';
import type { Gather } from '../definition/gather.ts';
import type { OpenListing } from '../gathers.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import type { DisplayAtPath } from './display-address.ts';

/** A display with an address, the gather that it is of, and when that was saved. */
export interface AddressedDisplay<Kind extends DisplayAtPath = DisplayAtPath> {
  readonly gather: Gather;
  readonly display: Kind;
  readonly changed: Date;
}

/** What a request without a form asks of a display: of a feed, a calendar, a file. */
export async function openAsked(
  { gathers }: Pick<GatherShowDeps, 'gathers'>,
  { gather, display }: AddressedDisplay,
  { ctx, params, query }: PageRequest,
): Promise<{
  readonly listing: OpenListing;
  readonly query: Parameters<OpenListing['run']>[0];
}> {
  const listing = await gathers.open(ctx, gather.name, display.id, params);
  const { exposed, sort, after }: Asked = readAsked(listing.sections, query);
  return {
    listing,
    query: {
      exposed,
      total: false,
      ...(sort === undefined ? {} : { sort }),
      ...(after === undefined ? {} : { after }),
    },
  };
}
