import { NotAllowed, NotFound } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { Listing } from './build-listing.ts';

/** Nothing to see; the next reader is to have it, so that the page is not kept. */
const NOT_NOW: Element = { '#type': 'text', '#value': '', '#cache': { max_age: 0 } };

/**
 * A listing that stands with something else: where its reader may not know of it undefined, and
 * where it fails, or what it would be about is not there, nothing to see: the page stands without it.
 */
export async function leftOut(
  ctx: RequestContext,
  gather: string,
  display: string,
  build: () => Promise<Listing>,
): Promise<Listing | Pick<Listing, 'element'> | undefined> {
  try {
    return await build();
  } catch (error) {
    if (error instanceof NotAllowed) return undefined;
    if (!(error instanceof NotFound)) {
      ctx.log.warn({ err: error, gather, display }, 'A listing was left out of a page');
    }
    return { element: NOT_NOW };
  }
}
