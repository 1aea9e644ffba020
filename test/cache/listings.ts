import type { TestKernel } from '../support/kernel.ts';

/** Listings of what `makeSite` makes that depend on as much as possible; answers their addresses. */
export async function makeListings(
  { gathers, system }: TestKernel,
  about: { readonly term: string; readonly item: string },
): Promise<readonly string[]> {
  const title = { id: 'title', column: 'title', link: true };
  const stories = {
    match: 'all',
    filters: [{ id: 'type', column: 'type', operator: 'equals', value: 'story' }],
  };
  const byTitle = { filters: stories, sorts: [{ column: 'title' }] };
  const list = (name: string, base: string, path: string, heading: string, defaults: object) =>
    gathers.create(system, {
      name,
      label: name,
      base,
      defaults,
      displays: [{ kind: 'page', id: 'page', path, title: heading }],
    });
  await list('stories', 'item', '/stories', '', {
    ...byTitle,
    relationships: [
      { name: 'next', through: 'fields.next' },
      { name: 'author', through: 'author' },
    ],
    fields: [
      title,
      { id: 'by', column: 'author' },
      { id: 'called', column: 'name', of: 'author' },
      { id: 'topic', column: 'fields.topic' },
      { id: 'person', column: 'fields.person' },
      { id: 'paper', column: 'fields.paper' },
      { id: 'next', column: 'title', of: 'next' },
      { id: 'created', column: 'created' },
    ],
    filters: {
      match: 'all',
      filters: [
        ...stories.filters,
        { id: 'kind', column: 'type', operator: 'in', exposed: { label: 'Kind', multiple: true } },
        { id: 'topic', column: 'fields.topic', operator: 'equals', exposed: { label: 'Topic' } },
      ],
    },
    style: { kind: 'table', sortable: ['title'] },
  });
  await list('teasers', 'item', '/teasers', '', {
    ...byTitle,
    fields: [title],
    style: { kind: 'list', row: 'teaser' },
  });
  await list('under', 'item', '/under/{topic}', 'Under %topic', {
    ...byTitle,
    fields: [title],
    arguments: [{ id: 'topic', column: 'terms', operator: 'has_term_or_below' }],
  });
  await list('after', 'item', '/after/{item}', 'After %item', {
    ...byTitle,
    fields: [title],
    arguments: [{ id: 'item', column: 'fields.next' }],
  });
  await list('topics', 'term', '/topics', '', {
    relationships: [
      { name: 'above', through: 'parents' },
      { name: 'stories', through: 'reverse.fields.topic' },
    ],
    sorts: [{ column: 'name' }],
    fields: [
      { id: 'name', column: 'name', link: true },
      { id: 'vocabulary', column: 'vocabulary' },
      { id: 'above', column: 'name', of: 'above' },
      { id: 'story', column: 'title', of: 'stories' },
    ],
  });
  await list('counts', 'item', '/counts', '', {
    filters: stories,
    fields: [
      { id: 'topic', column: 'fields.topic' },
      { id: 'many', column: 'id', aggregate: 'count' },
    ],
  });
  await list('people', 'user', '/people', '', {
    relationships: [{ name: 'wrote', through: 'reverse.author' }],
    sorts: [{ column: 'name' }],
    fields: [
      { id: 'name', column: 'name', link: true },
      { id: 'wrote', column: 'title', of: 'wrote' },
    ],
  });
  return [
    '/stories',
    '/teasers',
    `/under/${about.term}`,
    `/after/${about.item}`,
    '/topics',
    '/counts',
    '/people',
  ];
}
