import { parseId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { type FeedEntry, RSS, writeRss } from '#grammar/feeds';
import { container, type Element, inOrder, link, paragraph, text } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { Categories } from './categories.ts';
import { TermNotFound } from './category-errors.ts';
import { type Term, termUrl } from './category.ts';

/** What is filed under a term and below it; the room of items knows. */
export interface TermContent {
  /** A page of it. */
  list(
    ctx: RequestContext,
    term: Term,
    request: { readonly url: string; readonly query: URLSearchParams },
  ): Promise<Element>;
  /** `baseUrl`: the site, for addresses that are whole. */
  newest(ctx: RequestContext, term: TermId, baseUrl: string): Promise<readonly FeedEntry[]>;
  /** How much there is under each of the terms, as far as the actor may see it. */
  count(ctx: RequestContext, terms: readonly TermId[]): Promise<ReadonlyMap<TermId, number>>;
}

const PERMISSION = 'access content';

/** `/term/{id}`: what a term is, and what is filed under it and below it; the same as a feed. */
export function createTermPages(
  categories: Categories,
  content: TermContent,
): readonly PageRoute[] {
  /** A term, or the address of what it became a part of. */
  const find = async (
    ctx: RequestContext,
    given: string | undefined,
  ): Promise<Term | { readonly to: TermId }> => {
    const id: TermId | undefined = parseId(given);
    if (id === undefined) throw new TermNotFound();
    const [term] = await categories.findTerms(ctx, [id]);
    if (term) return term;
    const to = await categories.findMerged(id);
    if (to === undefined) throw new TermNotFound();
    return { to };
  };
  return [
    {
      methods: ['GET'],
      path: '/term/{id}',
      kept: true,
      permission: PERMISSION,
      async handle(request) {
        const term = await find(request.ctx, request.params['id']);
        if ('to' in term) return { kind: 'redirect', to: termUrl(term.to) };
        const children = await categories.listChildren(request.ctx, term.id);
        const ids = children.map(({ id }) => id);
        const counts = await content.count(request.ctx, ids);
        const ancestors = await categories.listAncestors(request.ctx, term.id);
        const trail = trailTo(term, ancestors);
        return {
          kind: 'page',
          title: term.name,
          ...(term.description === '' ? {} : { description: term.description.slice(0, 160) }),
          breadcrumb: trail.map(({ id, name }) => ({ url: termUrl(id), label: name })),
          actions: [link(feedUrl(term.id), 'Feed', { look: 'quiet', icon: 'rss' })],
          alternates: [{ url: feedUrl(term.id), label: term.name, mime: RSS }],
          body: container(
            inOrder(
              ...term.description
                .split(/\n\s*\n/)
                .filter((part) => part !== '')
                .map((part) => paragraph(part, { class: 'lead' })),
              alsoUnder(term, trail, ancestors),
              childList(children, counts),
              await content.list(request.ctx, term, request),
            ),
            {
              attributes: { class: 'stack' },
              cache: {
                tags: [
                  'term_list',
                  ...[term.id, ...ids, ...ancestors.map(({ id }) => id)].map(tag),
                ],
              },
            },
          ),
        };
      },
    },
    {
      methods: ['GET'],
      path: '/term/{id}/feed',
      permission: PERMISSION,
      async handle({ ctx, params, baseUrl }) {
        const term = await find(ctx, params['id']);
        if ('to' in term) return { kind: 'redirect', to: feedUrl(term.to) };
        const entries = await content.newest(ctx, term.id, baseUrl);
        return {
          kind: 'download',
          mime: `${RSS}; charset=utf-8`,
          inline: true,
          body: writeRss({
            title: term.name,
            description: term.description || `What is new under “${term.name}”.`,
            page: baseUrl + termUrl(term.id),
            self: baseUrl + feedUrl(term.id),
            language: ctx.locale,
            updated: entries[0]?.updated ?? new Date(0),
            entries,
          }),
        };
      },
    },
  ];
}

function feedUrl(id: TermId): string {
  return `${termUrl(id)}/feed`;
}

function tag(id: TermId): string {
  return `term:${id}`;
}

/** One way down to the term, from the top. */
function trailTo(term: Term, ancestors: readonly Term[]): readonly Term[] {
  const known = new Map(ancestors.map((one) => [one.id, one]));
  const trail: Term[] = [];
  // In a stage two may stand under each other: each is gone up to once.
  for (let at = parentOf(term, known); at && known.delete(at.id); at = parentOf(at, known))
    trail.unshift(at);
  return trail;
}

function parentOf({ parents }: Term, known: ReadonlyMap<TermId, Term>): Term | undefined {
  const [first] = parents;
  return first === undefined ? undefined : known.get(first);
}

/** What it stands under besides the last of the trail. */
function alsoUnder(
  term: Term,
  trail: readonly Term[],
  ancestors: readonly Term[],
): Element | undefined {
  const others = ancestors.filter(({ id }) => term.parents.includes(id) && id !== trail.at(-1)?.id);
  if (others.length === 0) return undefined;
  const links = others.flatMap(({ id, name }, index) => [
    text(index === 0 ? 'Also under ' : ', '),
    link(termUrl(id), name),
  ]);
  return container(inOrder(...links), { tag: 'p', attributes: { class: 'muted' } });
}

function childList(
  children: readonly Term[],
  counts: ReadonlyMap<TermId, number>,
): Element | undefined {
  if (children.length === 0) return undefined;
  const entries = children.map(({ id, name }) =>
    container(
      inOrder(
        link(termUrl(id), name),
        container(inOrder(text(String(counts.get(id) ?? 0))), {
          tag: 'small',
          attributes: { class: 'muted' },
        }),
      ),
      { tag: 'li' },
    ),
  );
  return container(
    inOrder(container(inOrder(...entries), { tag: 'ul', attributes: { class: 'term-children' } })),
    { tag: 'nav', attributes: { 'aria-label': 'Narrower terms' } },
  );
}
