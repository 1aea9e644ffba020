import type { Item } from '#records/items';
import { installSite } from '#install';
import { openTestKernel } from './kernel.ts';

/** A site with something of everything that pages and screens show. */
export async function openSampleSite(overrides: Parameters<typeof openTestKernel>[0] = {}) {
  const site = await openTestKernel({
    ...overrides,
    settings: { baseUrl: undefined, ...overrides.settings },
  });
  const { admin } = await installSite(site, {
    siteName: 'The Harbour Gazette of the Northern Coast',
    adminName: 'Ada',
    recipe: 'starter',
    folder: import.meta.dirname,
  });
  const ctx = { ...site.system, actor: { ...site.system.actor, id: admin.id, name: admin.name } };
  await site.savedFormats.updateFormat(ctx, 'full_html', {
    label: 'Full HTML',
    filters: ['image_captions', 'table_of_contents', 'code_highlight'].map((name) => ({
      name,
      settings: {},
    })),
  });
  await site.items.createType(ctx, 'story', {
    name: 'Story',
    description: 'A long read.',
    settings: { published: true, promoted: true, byline: true },
  });
  await site.items.addField(ctx, 'story', 'text', {
    field_type: 'long_text',
    label: 'Text',
    settings: { formats: ['full_html', 'filtered_html', 'plain_text'] },
    formatter: { name: 'formatted', label: 'hidden' },
  });
  const { items: articles } = await site.items.listItems(ctx, { types: ['article'], limit: 10 });
  const picture = await pictureUrl(site, articles);
  const story = await site.items.createItem(ctx, 'story', {
    title: 'What a harbour keeps: ropes, ledgers, and the patience of a whole town',
    promote: true,
    fields: { text: { format: 'full_html', value: longText(picture) } },
  });
  for (const title of [
    'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
    'Fog',
  ]) {
    await site.items.createItem(ctx, 'article', {
      title,
      promote: true,
      fields: {
        summary: {
          value: 'Short news from the pier, with one sentence that is longer than the others.',
        },
        body: { format: 'filtered_html', value: '<p>It comes in from the sea at four.</p>' },
        tags: articles[0]?.fields['tags'] ?? [],
      },
    });
  }
  const changed = await site.items.updateItem(ctx, story.id, 'current', {
    title: 'What a harbour keeps: ropes, ledgers, and the patience of a town',
    log: 'A shorter title',
  });
  const trashed = await site.items.createItem(ctx, 'page', {
    title: 'An old notice',
    fields: { body: { format: 'plain_text', value: 'Closed on Monday.' } },
  });
  await site.items.deleteItem(ctx, trashed.id);
  await site.gathers.create(ctx, STORIES);
  await site.gathers.advisor.build(ctx, {
    name: 'gather_0a1b2c3d',
    columns: [{ column: 'title', direction: 'asc' }],
    label: 'Title',
  });
  return { ...site, ctx, admin, articles, story: changed, trashed };
}

const STORIES = {
  name: 'stories',
  label: 'Stories of the harbour',
  base: 'item',
  defaults: {
    filters: {
      match: 'all',
      filters: [
        { id: 'title', column: 'title', operator: 'contains', exposed: { label: 'Title' } },
        { id: 'type', column: 'type', operator: 'in', exposed: { label: 'Type' } },
      ],
    },
    sorts: [{ column: 'created', direction: 'desc' }],
    fields: [
      { id: 'title', column: 'title', label: 'Title', link: true },
      { id: 'type', column: 'type', label: 'Type' },
      { id: 'created', column: 'created', label: 'Written' },
    ],
    style: { kind: 'table', sortable: ['title', 'created'] },
    pager: { kind: 'full', size: 3 },
  },
  displays: [
    { id: 'page', kind: 'page', path: '/stories', title: 'Stories' },
    { id: 'newest', kind: 'tile', title: 'Newest stories' },
  ],
};

async function pictureUrl(
  { app }: Awaited<ReturnType<typeof openTestKernel>>,
  articles: readonly Item[],
): Promise<string> {
  const page = await app.inject({
    url: `/item/${articles[0]?.id}`,
    headers: { accept: 'text/html' },
  });
  return /src="(\/file\/[^"]+)"/.exec(page.body)?.[1] ?? '';
}

const longText = (picture: string): string => `
<p>Before anybody speaks of <a href="https://example.org/tides">the tide</a>, somebody has to count the ropes. The harbour keeps 412 of them, in <em>three</em> lengths, and a <strong>ledger</strong> that has been wrong since 1911.</p>
<p>[toc]</p>
<h2>The morning round</h2>
<p>It begins at four. The lamps on the outer mole are switched off one after the other, and whoever has the watch walks to the end and back, which takes <code>22</code> minutes in good weather.</p>
<ul><li>Check the moorings, from the outside in</li><li>Write down the water level:<ul><li>at the old gauge,</li><li>and at the new one</li></ul></li><li>Put the kettle on</li></ul>
<h3>What is written down</h3>
<ol><li>The time</li><li>The level</li><li>Who was there</li></ol>
<blockquote><p>One looks at the water first, and at the clock second. The clock is never offended.</p></blockquote>
<h2>Ropes and numbers</h2>
<p><img src="${picture}" alt="Fine lines that rise and fall like waves" width="800" height="450" data-caption="The outer mole, before the lamps are switched off. Photograph: harbour archive."></p>
<table><caption>Ropes by length</caption><thead><tr><th>Length</th><th>Pieces</th><th>Made of</th><th>Last counted</th></tr></thead><tbody><tr><td>12 m</td><td>201</td><td>Hemp</td><td>March</td></tr><tr><td>25 m</td><td>187</td><td>Polypropylene</td><td>March</td></tr><tr><td>60 m</td><td>24</td><td>Steel</td><td>Nobody knows</td></tr></tbody></table>
<p>The count itself is simple enough to be left to a machine:</p>
<pre><code class="language-ts">// One rope is one line of the ledger.
export function count(ropes: readonly Rope[], atLeast = 12): number {
  return ropes.filter((rope) => rope.length &gt;= atLeast &amp;&amp; rope.condition !== "lost, or lent to the neighbouring harbour").length;
}</code></pre>
<h2>Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz</h2>
<p>Long words have to break somewhere: https://example.org/a/very/long/address/that/does/not/end/before/the/edge/of/a/small/screen/comes.</p>
<dl><dt>Mole</dt><dd>A wall of stone that goes out into the sea.</dd><dt>Gauge</dt><dd>What tells how high the water is.</dd></dl>
<hr>
<p><small>This story was counted twice.</small></p>`;
