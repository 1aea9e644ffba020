import type { PageRequest } from '#grammar/routes';
import type { Asked } from '../exposed/read-asked.ts';
import { readAsked } from '../exposed/read-asked.ts';
import { type Display, type Gather, sectionsOf } from '../definition/gather.ts';
import type { GatherQuery } from '../run/gather-result.ts';
import type { DisplayAtPath } from './display-address.ts';

/** A display with an address, the gather that it is of, and when that was saved. */
export interface AddressedDisplay<Kind extends DisplayAtPath = DisplayAtPath> {
  readonly gather: Gather;
  readonly display: Kind;
  readonly changed: Date;
}

/** What a request without a form asks of a display: of a feed, a calendar, a file. */
export function queryOf(gather: Gather, display: Display, request: PageRequest): GatherQuery {
  const { exposed, sort, after }: Asked = readAsked(sectionsOf(gather, display), request.query);
  return {
    arguments: request.params,
    exposed,
    total: false,
    ...(sort === undefined ? {} : { sort }),
    ...(after === undefined ? {} : { after }),
  };
}
