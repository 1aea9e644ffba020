import { type ItemId, parseId } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  container,
  type Element,
  type ElementCache,
  inOrder,
  link,
  paragraph,
} from '#grammar/render';
import type { KeptChoices } from '#grammar/routes';
import type { Display, Gather } from '../definition/gather.ts';
import { exposedFilters, placedFilters } from '../exposed/exposed-filters.ts';
import { buildExposedForm, type ExposedForm } from '../exposed/exposed-form.ts';
import { choosesNow, withKept } from '../exposed/kept-filters.ts';
import { type Asked, readAsked } from '../exposed/read-asked.ts';
import { withTypedLabels } from '../exposed/typed-labels.ts';
import type { OpenListing } from '../gathers.ts';
import { buildPager } from '../pagers/build-pager.ts';
import { totalWords } from '../pagers/total-words.ts';
import type { GatherResult } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildRows } from '../styles/build-rows.ts';
import type { Level } from '../styles/style-view.ts';
import { displayAddress } from './display-address.ts';
import { displayTitle } from './display-title.ts';
import { sortLink } from './sort-link.ts';

/** Where a listing is shown, and what its reader asks. */
export interface ListingPlace {
  /** Path and query that it is asked for by. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly arguments: { readonly [id: string]: string };
  readonly kept?: KeptChoices;
  readonly currentItem?: ItemId;
  /** Of the headings of rows. */
  readonly level: Level;
  /** Readers choose filters and orders here. */
  readonly choosing: boolean;
  /** Nothing stands where nothing was found. */
  readonly hideEmpty?: boolean;
}

export interface Listing {
  readonly result: GatherResult;
  readonly asked: Asked;
  readonly element: Element;
  /** Nothing was found, and nothing is said of it: the element only depends on what could be. */
  readonly isHidden: boolean;
}

/** Runs a display and draws it. Throws as `Gathers.open` does. */
export async function buildListing(
  deps: GatherShowDeps,
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  place: ListingPlace,
): Promise<Listing> {
  const listing = await deps.gathers.open(ctx, gather.name, display.id, place.arguments);
  const read = await readPlace(deps, ctx, listing, place);
  const { asked, filters } = read;
  const { currentItem } = place;
  const result = await listing.run({
    exposed: asked.exposed,
    page: asked.page,
    ...(asked.sort === undefined ? {} : { sort: asked.sort }),
    ...(currentItem === undefined ? {} : { currentItem }),
  });
  const isEmpty = result.rows.length === 0;
  if (isEmpty && place.hideEmpty) {
    const cache = cacheOf(result, place);
    return {
      result,
      asked,
      element: { '#type': 'text', '#value': '', '#cache': cache },
      isHidden: true,
    };
  }
  const address = displayAddress(gather.name, display.id);
  const [path = ''] = place.url.split('?', 1);
  const form: ExposedForm = { filters, asked, path, address, id: listIdOf(gather, display) };
  const element = container(
    inOrder(
      place.choosing && (await buildExposedForm(deps, ctx, result, form)),
      place.choosing && filters.length > 0 && result.total && !isEmpty && total(result, ctx.locale),
      isEmpty ? emptyState(result, asked, path) : await rows(deps, ctx, result, asked, place),
      buildPager(result, { page: asked.page, url: place.url, listId: listIdOf(gather, display) }),
    ),
    {
      attributes: { class: 'gather', 'data-gather': gather.name },
      cache: cacheOf(result, place),
    },
  );
  return {
    result,
    asked,
    element: { ...element, '#attached': { styles: ['listings'] } },
    isHidden: false,
  };
}

async function readPlace(
  deps: GatherShowDeps,
  ctx: RequestContext,
  { gather, display, sections }: OpenListing,
  { query, kept, choosing }: ListingPlace,
) {
  const offered = choosing ? exposedFilters(sections) : [];
  if (offered.length === 0) {
    const asked = readAsked(sections, choosing ? query : pageOnly(query));
    return { filters: [], asked };
  }
  const filters = placedFilters(await deps.gathers.catalogue(ctx), gather, sections);
  const remembered = withKept(sections, query, kept, `${gather.name}.${display.id}`);
  const typed = await withTypedLabels(deps, ctx, filters, remembered);
  const asked = readAsked(sections, typed.query);
  return { filters, asked: { ...asked, problems: [...typed.problems, ...asked.problems] } };
}

/** Where nothing is chosen, the query of the page around it is about something else. */
function pageOnly(query: URLSearchParams): URLSearchParams {
  return new URLSearchParams({ page: query.get('page') ?? '' });
}

/** Unique on a page, where a display stands once. */
function listIdOf(gather: Gather, display: Display): string {
  return `gather-${gather.name}-${display.id}`;
}

async function rows(
  deps: GatherShowDeps,
  ctx: RequestContext,
  result: GatherResult,
  asked: Asked,
  place: ListingPlace,
): Promise<Element> {
  return buildRows(deps, ctx, result, {
    level: place.level,
    listId: listIdOf(result.gather, result.display),
    title: displayTitle(result),
    sort: (column) => (place.choosing ? sortLink(result, asked, place.url, column) : undefined),
  });
}

function total({ total: count }: GatherResult, locale: string): Element | undefined {
  return count && paragraph(totalWords(count, locale), { class: 'gather-total', role: 'status' });
}

/** What stands where nothing was found, and the way out of it. */
function emptyState({ sections }: GatherResult, { page, exposed }: Asked, path: string): Element {
  const isFiltered = Object.values(exposed).some((texts) => texts.length > 0);
  const [title, usual, out] =
    page > 0
      ? [
          'Nothing on this page',
          'The list is shorter than that.',
          link(path, 'To the first page', { look: 'secondary' }),
        ]
      : isFiltered
        ? ['Nothing found', 'Nothing fits all that you chose.', undefined]
        : ['Nothing here yet', 'What belongs here is listed as soon as there is some.', undefined];
  return {
    '#type': 'empty_state',
    '#icon': isFiltered ? 'search-x' : 'inbox',
    '#title': title,
    '#value': page === 0 && sections.empty !== '' ? sections.empty : usual,
    ...(out ? { '#children': inOrder(out) } : {}),
  };
}

/** What a listing depends on; where the reader chooses what is remembered, also the browser. */
function cacheOf({ cache, sections }: GatherResult, place: ListingPlace): ElementCache {
  const contexts = new Set(cache.contexts).add('url');
  if (place.choosing && choosesNow(sections, place.query)) contexts.add('session');
  // What arguments are called stands in the title.
  const named = Object.values(place.arguments).flatMap((text) => parseId(text) ?? []);
  const tags = named.flatMap((id) => RECORDS.map((type) => `${type}:${id}`));
  return { ...cache, tags: [...(cache.tags ?? []), ...tags], contexts: [...contexts] };
}

const RECORDS = ['item', 'term', 'user', 'file'] as const;
