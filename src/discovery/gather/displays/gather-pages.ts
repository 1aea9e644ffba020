import type { PageAnswer, PageRequest, PageRoute, PageSource } from '#grammar/routes';
import { sectionsOf } from '../definition/gather.ts';
import type { SavedGather } from '../store/saved-gather.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { answerCalendar } from './calendar-display.ts';
import { answerCsv } from './csv-display.ts';
import { type DisplayAtPath, isAtPath, shorterPaths } from './display-address.ts';
import { answerFeed } from './feed-display.ts';
import { answerJson } from './json-display.ts';
import { answerPage } from './page-display.ts';

/** The addresses of saved listings; they come and go with them. */
export function createGatherPages(deps: GatherShowDeps): PageSource {
  const made = new WeakMap<readonly SavedGather[], readonly PageRoute[]>();
  function pagesOf(all: readonly SavedGather[]): readonly PageRoute[] {
    const before = made.get(all);
    if (before) return before;
    const routes = all.filter(({ enabled }) => enabled).flatMap((saved) => routesOf(deps, saved));
    // An address that is written out comes before one that is left when an argument is not said.
    const pages = [...routes.map(({ full }) => full), ...routes.flatMap(({ shorter }) => shorter)];
    made.set(all, pages);
    return pages;
  }
  return {
    pages: (stage) => pagesOf(deps.gathers.list(stage)),
    staged: () => pagesOf(deps.gathers.staged()),
  };
}

function routesOf(deps: GatherShowDeps, saved: SavedGather) {
  return saved.gather.displays.filter(isAtPath).map((display) => {
    const route = (path: string): PageRoute => ({
      methods: ['GET'],
      path,
      ...(display.kind === 'page' ? { kept: true } : {}),
      handle: (request) => answer(deps, saved, display, request),
    });
    const { arguments: taken } = sectionsOf(saved.gather, display);
    return { full: route(display.path), shorter: shorterPaths(display.path, taken).map(route) };
  });
}

function answer(
  deps: GatherShowDeps,
  { gather, changed }: SavedGather,
  display: DisplayAtPath,
  request: PageRequest,
): Promise<PageAnswer> {
  switch (display.kind) {
    case 'page':
      return answerPage(deps, { gather, display, changed }, request);
    case 'feed':
      return answerFeed(deps, { gather, display, changed }, request);
    case 'calendar':
      return answerCalendar(deps, { gather, display, changed }, request);
    case 'csv':
      return answerCsv(deps, { gather, display, changed }, request);
    case 'json':
      return answerJson(deps, { gather, display, changed }, request);
  }
}
