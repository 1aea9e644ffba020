import type { Download, PageRequest } from '#grammar/routes';
import type { FeedDisplay } from '../definition/gather.ts';
import { type Feed, type FeedEntry, writeAtom, writeJsonFeed, writeRss } from '#grammar/feeds';
import type { GatherResult, Row } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { createCells } from '../styles/cells.ts';
import { withQuery } from '../with-query.ts';
import { conditionalDownload } from './conditional-download.ts';
import { addressWith } from './display-address.ts';
import { displayTitle } from './display-title.ts';
import { type AddressedDisplay, openAsked } from './page-request.ts';
import { rowDates } from './row-dates.ts';
import { rowWords } from './row-words.ts';

export const FEED_MIMES = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;

const WRITE = { rss: writeRss, atom: writeAtom, json: writeJsonFeed } as const;

/** A feed of the newest rows, with a link to those before them. */
export async function answerFeed(
  deps: GatherShowDeps,
  addressed: AddressedDisplay<FeedDisplay>,
  request: PageRequest,
): Promise<Download> {
  const { display } = addressed;
  const { listing, query } = await openAsked(deps, addressed, request);
  const result = await listing.run(query);
  const feed = await buildFeed(deps, addressed, request, result);
  return conditionalDownload(request, {
    mime: `${FEED_MIMES[display.format]}; charset=utf-8`,
    body: WRITE[display.format](feed),
  });
}

async function buildFeed(
  deps: GatherShowDeps,
  { gather, changed }: AddressedDisplay,
  { ctx, baseUrl, params, url }: PageRequest,
  result: GatherResult,
): Promise<Feed> {
  const dates = await rowDates(deps, ctx, result);
  const { name, timeZone } = deps.site(ctx.stage);
  const words = rowWords(result, await createCells(deps, ctx, result), timeZone);
  const self = baseUrl + withQuery(url, { after: undefined });
  const entry = (row: Row): FeedEntry => {
    const title = words.title(row);
    const author = words.author(row);
    const at = dates(row);
    return {
      id:
        row.id === undefined
          ? `${self}#${encodeURIComponent(title.toWellFormed())}`
          : idOf(row.id, baseUrl),
      title,
      summary: words.summary(row),
      updated: at.changed ?? at.created ?? changed,
      ...(row.url === undefined ? {} : { url: whole(row.url, baseUrl) }),
      ...(author === '' ? {} : { author }),
      ...(at.created === undefined ? {} : { published: at.created }),
    };
  };
  const entries = result.rows.map(entry);
  const newest = Math.max(...entries.map(({ updated }) => updated.getTime()));
  const page = gather.displays.find((one) => one.kind === 'page');
  return {
    title: `${displayTitle(result)} · ${name}`,
    description: gather.description,
    page: baseUrl + ((page && addressWith(gather, page, params)) ?? '/'),
    self,
    language: ctx.locale,
    updated: entries.length === 0 ? changed : new Date(newest),
    entries,
    ...(result.next === undefined
      ? {}
      : { next: baseUrl + withQuery(url, { after: result.next }) }),
  };
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The same on every address that the site is moved to, where the record has a UUID. */
function idOf(id: string, baseUrl: string): string {
  return UUID.test(id) ? `urn:uuid:${id}` : `${baseUrl}/#${encodeURIComponent(id)}`;
}

/** An address of this site with the site in it. */
export function whole(url: string, baseUrl: string): string {
  return url.startsWith('/') ? baseUrl + url : url;
}
