import type { Download, PageRequest } from '#grammar/routes';
import { resultJson } from '../api/result-json.ts';
import type { JsonDisplay } from '../definition/gather.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { withQuery } from '../with-query.ts';
import { conditionalDownload } from './conditional-download.ts';
import { type AddressedDisplay, openAsked } from './page-request.ts';

/** A page of rows for programs, with the address of the next one. */
export async function answerJson(
  deps: GatherShowDeps,
  addressed: AddressedDisplay<JsonDisplay>,
  request: PageRequest,
): Promise<Download> {
  const { url, baseUrl } = request;
  const { listing, query } = await openAsked(deps, addressed, request);
  const result = await listing.run(query);
  const next = result.next && baseUrl + withQuery(url, { after: result.next });
  return conditionalDownload(request, {
    mime: 'application/json; charset=utf-8',
    headers: next ? { link: `<${next}>; rel="next"` } : {},
    body: JSON.stringify({ ...resultJson(result), ...(next ? { next } : {}) }),
  });
}
