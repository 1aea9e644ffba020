import type { TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Categories } from '#records/categories';
import type { Item, Items } from '#records/items';

/** Where talks are made. */
export interface TalksSite {
  readonly system: RequestContext;
  readonly items: Items;
  readonly categories: Categories;
}

export const CITIES = ['Bergen', 'Oslo', 'Tromsø'] as const;
/** Text that would be something else anywhere but in text. */
export const HOSTILE = `=1+1 <script>alert('x')</script> & ]]> "quoted"; a,b\\c`;

export interface MadeTalks {
  readonly talks: readonly Item[];
  /** Ids of terms by name; `Boats` stands under `Sea`. */
  readonly topics: Readonly<Record<'Sea' | 'Boats' | 'Land', TermId>>;
}

/** Makes talks of a conference: on days of May, in three cities, on topics that stand in a tree. */
export async function makeTalks(site: TalksSite, count = 12): Promise<MadeTalks> {
  const { system, items, categories } = site;
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const sea = await categories.createTerm(system, 'topics', { name: 'Sea' });
  const boats = await categories.createTerm(system, 'topics', { name: 'Boats', parents: [sea.id] });
  const land = await categories.createTerm(system, 'topics', { name: 'Land' });
  await makeType(site);
  const terms = [sea, boats, land];
  const talks: Item[] = [];
  for (let i = 0; i < count; i += 1) {
    const topic = terms[i % terms.length] ?? sea;
    // One after the other: their order is that in which they were made.
    const talk = await items.createItem(system, 'talk', {
      title:
        i === 0
          ? HOSTILE
          : `${TITLES[i % TITLES.length]}, part ${Math.floor(i / TITLES.length) + 1}`,
      status: true,
      created: new Date(Date.UTC(2026, 3, 1, 10, i)).toISOString(),
      fields: {
        city: { value: CITIES[i % CITIES.length] ?? '' },
        seats: { value: 40 + 10 * i },
        day: {
          start: `2026-05-${String(10 + (i % 15)).padStart(2, '0')}`,
          end: `2026-05-${String(11 + (i % 15)).padStart(2, '0')}`,
        },
        starts: { value: `2026-05-${String(10 + (i % 15)).padStart(2, '0')}T14:30:00.000Z` },
        kind: { value: i % 2 === 0 ? 'talk' : 'workshop' },
        online: { value: i % 3 === 0 },
        topic: [{ target_id: topic.id, target_type: 'term' }],
        text: {
          value: `What ${topic.name.toLowerCase()} has to do with number ${i}.\n\nAnd more.`,
          format: 'plain_text',
        },
      },
    });
    talks.push(talk);
  }
  return { talks, topics: { Sea: sea.id, Boats: boats.id, Land: land.id } };
}

const TITLES = [
  'The quiet hour',
  'What a harbour keeps',
  'Ropes and ledgers',
  'Reading the tide',
  'A town that waits',
  'Fog, and how to walk in it',
];

async function makeType({ system, items }: TalksSite): Promise<void> {
  await items.createType(system, 'talk', { name: 'Talk', settings: { published: true } });
  const fields: readonly (readonly [string, object])[] = [
    ['city', { field_type: 'text', label: 'City' }],
    ['seats', { field_type: 'integer', label: 'Seats' }],
    ['day', { field_type: 'date_range', label: 'Days' }],
    ['starts', { field_type: 'date_time', label: 'Begins' }],
    [
      'kind',
      {
        field_type: 'list',
        label: 'Kind',
        settings: {
          allowed_values: [
            { value: 'talk', label: 'Talk' },
            { value: 'workshop', label: 'Workshop' },
          ],
        },
      },
    ],
    ['online', { field_type: 'boolean', label: 'Online' }],
    [
      'topic',
      {
        field_type: 'reference',
        label: 'Topics',
        cardinality: -1,
        settings: { target_type: 'term', bundles: ['topics'] },
      },
    ],
    [
      'text',
      {
        field_type: 'long_text',
        label: 'About',
        formatter: { name: 'formatted', label: 'hidden', teaser: true },
      },
    ],
  ];
  for (const [name, input] of fields) {
    await items.addField(system, 'talk', name, input);
  }
}

/** A listing of talks with a display of every kind. */
export const TALKS = {
  name: 'talks',
  label: 'Talks',
  description: 'Everything that is said in May.',
  base: 'item',
  defaults: {
    filters: {
      match: 'all',
      filters: [
        { id: 'type', column: 'type', operator: 'equals', value: 'talk' },
        { id: 'status', column: 'status', operator: 'equals', value: true },
        {
          id: 'city',
          column: 'fields.city',
          operator: 'contains',
          exposed: { label: 'City', help: 'A part of its name will do.', remember: true },
        },
        {
          id: 'kind',
          column: 'fields.kind',
          operator: 'in',
          exposed: { label: 'Kind', multiple: true },
        },
        {
          id: 'about',
          column: 'fields.topic',
          operator: 'has_term_or_below',
          exposed: { label: 'Topic' },
        },
        { id: 'seats', column: 'fields.seats', operator: 'between', exposed: { label: 'Seats' } },
        { id: 'online', column: 'fields.online', operator: 'equals', exposed: { label: 'Online' } },
        { id: 'by', column: 'author', operator: 'equals', exposed: { label: 'By' } },
      ],
    },
    arguments: [
      {
        id: 'topic',
        column: 'fields.topic',
        operator: 'has_term_or_below',
        missing: { action: 'ignore' },
      },
    ],
    sorts: [
      { column: 'created', direction: 'desc', exposed: { id: 'newest', label: 'Newest first' } },
      { column: 'title', exposed: { id: 'title_order', label: 'By title' } },
    ],
    fields: [
      { id: 'title', column: 'title', label: 'Title', link: true },
      { id: 'city', column: 'fields.city', label: 'City' },
      { id: 'day', column: 'fields.day', label: 'Days' },
      { id: 'kind', column: 'fields.kind', label: 'Kind', formatter: { name: 'badge' } },
      { id: 'topic', column: 'fields.topic', label: 'Topics' },
      { id: 'seats', column: 'fields.seats', label: 'Seats' },
    ],
    style: { kind: 'table', sortable: ['title', 'city', 'seats'] },
    pager: { kind: 'full', size: 5 },
  },
  displays: [
    {
      id: 'page',
      kind: 'page',
      path: '/talks/{topic}',
      title: 'Talks %topic',
      menu: { label: 'Talks' },
      breadcrumb: [{ label: 'Front page', path: '/' }],
    },
    {
      id: 'cards',
      kind: 'page',
      path: '/cards',
      title: 'Talks as cards',
      menu: { label: 'Cards', weight: 1 },
      overrides: { style: { kind: 'cards' }, pager: { kind: 'load_more', size: 4 } },
    },
    {
      id: 'teasers',
      kind: 'page',
      path: '/teasers',
      title: 'Talks as teasers',
      overrides: { style: { kind: 'list', row: 'teaser' }, pager: { kind: 'mini', size: 5 } },
    },
    {
      id: 'grouped',
      kind: 'page',
      path: '/by-city',
      title: 'Talks by city',
      overrides: {
        style: { kind: 'grouped', by: 'city' },
        sorts: [{ column: 'fields.city' }, { column: 'title' }],
        pager: { kind: 'none', size: 100 },
        filters: {
          match: 'all',
          filters: [{ id: 'type', column: 'type', operator: 'equals', value: 'talk' }],
        },
      },
    },
    {
      id: 'plain',
      kind: 'page',
      path: '/plain',
      title: 'Talks plainly',
      overrides: { style: { kind: 'plain' } },
    },
    {
      id: 'tile',
      kind: 'tile',
      title: 'Coming up',
      places: [{ on: 'front' }, { on: 'items', types: ['talk'], position: 'after' }],
      overrides: {
        style: { kind: 'list' },
        fields: [
          { id: 'title', column: 'title', link: true },
          { id: 'city', column: 'fields.city' },
        ],
        pager: { kind: 'none', size: 3 },
      },
    },
    {
      id: 'summary',
      kind: 'attachment',
      label: 'Seats by city',
      to: ['page'],
      position: 'before',
      overrides: {
        fields: [
          { id: 'city', column: 'fields.city', label: 'City' },
          { id: 'seats', column: 'fields.seats', label: 'Seats', aggregate: 'sum' },
        ],
        sorts: [{ column: 'fields.city' }],
        style: { kind: 'plain' },
        pager: { kind: 'none', size: 10 },
      },
    },
    { id: 'rss', kind: 'feed', path: '/talks.xml', title: 'New talks' },
    { id: 'atom', kind: 'feed', format: 'atom', path: '/talks/{topic}/feed', title: 'New talks' },
    { id: 'jsonfeed', kind: 'feed', format: 'json', path: '/talks.feed.json', title: 'New talks' },
    {
      id: 'calendar',
      kind: 'calendar',
      path: '/talks.ics',
      title: 'Talks in May',
      when: { column: 'fields.day' },
      place: { column: 'fields.city' },
    },
    { id: 'csv', kind: 'csv', path: '/talks.csv' },
    { id: 'json', kind: 'json', path: '/talks.json' },
  ],
};
