import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { HOSTILE, type MadeTalks, makeTalks, TALKS } from '../../../../test/support/talks.ts';

let site: TestKernel;
let made: MadeTalks;

before(async () => {
  site = await openTestKernel();
  made = await makeTalks(site);
  await site.gathers.create(site.system, TALKS);
});
after(() => site[Symbol.asyncDispose]());

const open = (url: string) => site.browse().get(url);
/** The texts of what stands between `start` and the end of its tag. */
const inside = (html: string, pattern: RegExp) =>
  [...html.matchAll(pattern)].map(([, text]) => text);
const titles = (html: string) =>
  inside(html, /<td role="cell" data-label="Title"><a href="\/item\/[^"]+">([^<]+)<\/a>/g);

describe('a page of a listing', () => {
  it('has the rows as a table, each leading to its record', async () => {
    const { status, html } = await open('/talks');
    assert.equal(status, 200);
    assert.equal(titles(html).length, 5);
    assert.equal(titles(html)[0], 'Fog, and how to walk in it, part 2');
    assert.match(html, /<td role="cell" data-numeric data-label="Seats">150<\/td>/);
    assert.match(html, /<span class="badge" data-tone="neutral">Workshop<\/span>/);
  });

  it('says how it is sorted, and sorts by its headings both ways', async () => {
    const { html } = await open('/talks?sort=seats&page=1');
    assert.match(
      html,
      /<th scope="col" role="columnheader" data-numeric aria-sort="ascending"><a class="table-sort" href="\/talks\?sort=-seats">/,
    );
    assert.match(html, /<a class="table-sort" href="\/talks\?sort=title">/);
    const seats = async (url: string) =>
      inside((await open(url)).html, /data-label="Seats">(\d+)</g).map(Number);
    assert.deepEqual(await seats('/talks?sort=seats'), [40, 50, 60, 70, 80]);
    assert.deepEqual(await seats('/talks?sort=-seats'), [150, 140, 130, 120, 110]);
    assert.deepEqual(await seats('/talks?sort=;drop'), [150, 140, 130, 120, 110]);
  });

  it('is called by what its argument is called, and knows none but those there are', async () => {
    const page = await open(`/talks/${made.topics.Sea}`);
    assert.match(page.html, /<h1>Talks Sea<\/h1>/);
    assert.match(page.text, /8 results/, 'with what stands under the term');
    assert.match((await open('/talks')).html, /<h1>Talks<\/h1>/);
    for (const topic of ['x', "'", '%20', '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11']) {
      assert.equal((await open(`/talks/${topic}`)).status, 404, topic);
    }
  });

  it('stands in the main navigation and names its feeds', async () => {
    const { html } = await open('/talks');
    assert.match(
      html,
      /<nav class="site-nav"[^]*?href="\/talks" aria-current="page"[^]*?href="\/cards"[^]*?<\/nav>/,
    );
    assert.match(
      html,
      /<link rel="alternate" type="application\/rss\+xml" title="Talks" href="\/talks\.xml">/,
    );
    assert.match(
      html,
      /<link rel="alternate" type="text\/calendar" title="Talks" href="\/talks\.ics">/,
    );
    assert.match(html, /<nav class="breadcrumb"[^]*?href="\/">Front page/);
  });

  it('has what is attached to it, and what is attached stays when one leafs through', async () => {
    for (const url of ['/talks', '/talks?page=1']) {
      assert.match(
        (await open(url)).text,
        /Seats by city Bergen 280 Oslo 320 Tromsø 360|Seats by city/,
      );
    }
  });

  it('leads to its other pages, and says so where there is none', async () => {
    assert.match((await open('/talks?page=2')).html, /href="\/talks\?page=2" aria-current="page"/);
    const past = await open('/talks?page=7');
    assert.match(past.text, /Nothing on this page/);
    assert.equal(past.status, 200);
    for (const page of ['99999999', '-1', 'x', '9999999']) {
      assert.equal((await open(`/talks?page=${page}`)).status, 200, page);
    }
  });

  it('shows what somebody wrote as text, in every style', async () => {
    for (const url of [
      '/talks?page=2',
      '/cards?page=2',
      '/teasers?page=2',
      '/by-city',
      '/plain?page=2',
    ]) {
      const { html, text } = await open(url);
      assert.ok(text.includes(HOSTILE), url);
      assert.doesNotMatch(html, /<script>alert/, url);
    }
  });
});

describe('the styles', () => {
  it('shows cards, with a link to more that needs no script', async () => {
    const { html } = await open('/cards');
    assert.equal(html.match(/<div class="card">/g)?.length, 4);
    assert.match(html, /<h2 class="card-title"><a href="\/item\//);
    assert.match(html, /<a[^>]*href="\/cards\?page=1"[^>]*data-load-more="gather-talks-cards"/);
    const last = await open('/cards?page=2');
    assert.equal(last.html.match(/<div class="card">/g)?.length, 4);
    assert.doesNotMatch(last.html, /data-load-more/);
  });

  it('shows items as they are shown elsewhere, with a page before and a page after', async () => {
    const { html } = await open('/teasers?page=1');
    assert.equal(html.match(/data-view-mode="teaser"/g)?.length, 5);
    assert.match(
      html,
      /rel="prev" href="\/teasers"[^]*?Page 2[^]*?rel="next" href="\/teasers\?page=2"/,
    );
  });

  it('puts rows that say the same under one heading', async () => {
    const { html } = await open('/by-city');
    assert.deepEqual(inside(html, /<section class="gather-group"><h2>([^<]+)<\/h2>/g), [
      'Bergen',
      'Oslo',
      'Tromsø',
    ]);
    assert.equal(html.match(/<h3><a href="\/item\//g)?.length, 12);
  });

  it('shows plain values, a line for each row', async () => {
    assert.match(
      (await open('/plain')).text,
      /Fog, and how to walk in it, part 2 Tromsø 21–22 May 2026 Workshop Land 150/,
    );
  });
});

describe('a tile', () => {
  it('stands on the front page and on the pages of the items that it names', async () => {
    for (const url of ['/', `/item/${made.talks[3]?.id}`]) {
      const { html, text } = await open(url);
      assert.match(
        html,
        /<section class="gather-tile" aria-label="Coming up"><h2>Coming up<\/h2>/,
        url,
      );
      assert.match(text, /Coming up ?Fog, and how to walk in it, part 2 ?Tromsø/, url);
    }
    await site.items.createType(site.system, 'note', { name: 'Note' });
    const note = await site.items.createItem(site.system, 'note', {
      title: 'A note',
      status: true,
    });
    assert.doesNotMatch((await open(`/item/${note.id}`)).text, /Coming up/);
  });

  it('has an address of its own, as a page and as a part of one', async () => {
    assert.match((await open('/gather/talks/tile')).html, /<h1>Coming up<\/h1>/);
    const part = await site.app.inject({
      url: '/gather/talks/tile',
      headers: { 'hx-request': 'true', 'hx-request-type': 'partial', 'hx-target': 'div#aside' },
    });
    assert.match(part.body, /^<div class="gather"/);
    for (const url of ['/gather/talks/nothing', '/gather/nothing/tile', '/gather/__proto__/x']) {
      assert.equal((await open(url)).status, 404, url);
    }
  });
});

describe('listings that come and go', () => {
  it('are there as soon as they are saved, and gone when they are switched off', async () => {
    const definition = {
      name: 'notes',
      label: 'Notes',
      base: 'item',
      displays: [
        { id: 'page', kind: 'page', path: '/some/notes', menu: { label: 'Notes', weight: 5 } },
        {
          id: 'tile',
          kind: 'tile',
          title: 'Notes aside',
          places: [{ on: 'front', position: 'before' }],
        },
      ],
      defaults: { fields: [{ id: 'title', column: 'title', link: true }] },
    };
    assert.equal((await open('/some/notes')).status, 404);
    await site.gathers.create(site.system, definition);
    assert.equal((await open('/some/notes')).status, 200);
    assert.match((await open('/')).html, /Notes aside[^]*Coming up/);
    assert.match((await open('/talks')).html, /<nav class="site-nav"[^]*?href="\/some\/notes"/);
    await site.gathers.enable(site.system, 'notes', false);
    assert.equal((await open('/some/notes')).status, 404);
    assert.equal((await open('/gather/notes/tile')).status, 404);
    assert.doesNotMatch((await open('/')).html, /Notes aside|\/some\/notes/);
  });

  it('are drawn once for all who are not signed in, until something changes', async () => {
    const statements = async (url: string) => {
      const before = site.database.statements();
      await open(url);
      return site.database.statements() - before;
    };
    const { Sea } = made.topics;
    for (const url of ['/talks', '/cards?page=1', `/talks/${Sea}`]) {
      await open(url);
      assert.equal(await statements(url), 0, url);
    }
    await site.categories.updateTerm(site.system, Sea, { name: 'High sea' });
    assert.match((await open(`/talks/${Sea}`)).html, /<h1>Talks High sea<\/h1>/);
    await site.categories.updateTerm(site.system, Sea, { name: 'Sea' });
    // What is remembered is of each browser: nobody else is answered with it.
    await open('/talks?city=Oslo');
    assert.ok((await statements('/talks?city=Oslo')) > 0);
  });

  it('shows what was saved in the very next page, also where there was nothing before', async () => {
    const before = await open('/by-city');
    const { id } = await site.items.createItem(site.system, 'talk', {
      title: 'Said a moment ago',
      status: true,
      fields: { city: { value: 'Aker' } },
    });
    assert.doesNotMatch(before.text, /Aker/);
    assert.match((await open('/by-city')).text, /Aker ?Said a moment ago/);
    await site.items.deleteItem(site.system, id);
    assert.doesNotMatch((await open('/by-city')).text, /Aker/);
  });

  it('are for those only whom their rule names, in the navigation too', async () => {
    await site.gathers.create(site.system, {
      name: 'inside',
      label: 'Inside',
      base: 'item',
      displays: [
        { id: 'page', kind: 'page', path: '/inside', menu: { label: 'Inside' } },
        { id: 'feed', kind: 'feed', path: '/inside.xml' },
        { id: 'tile', kind: 'tile', title: 'For us', places: [{ on: 'front' }] },
      ],
      defaults: {
        access: { kind: 'permission', permission: 'administer content' },
        fields: [{ id: 'title', column: 'title', link: true }],
      },
    });
    const visitor = site.browse();
    for (const url of ['/inside', '/inside.xml', '/gather/inside/page']) {
      assert.match((await visitor.get(url)).url, /^\/user\/login/, url);
    }
    assert.doesNotMatch((await visitor.get('/')).html, /For us|"\/inside"/);
    const reader = await site.signIn({ permissions: ['access content'] });
    for (const url of ['/inside', '/inside.xml', '/gather/inside/page']) {
      assert.equal((await reader.get(url)).status, 403, url);
    }
    const editor = await site.signIn({ permissions: ['administer content'] });
    assert.equal((await editor.get('/inside')).status, 200);
    assert.match((await editor.get('/')).html, /href="\/inside"[^]*For us/);
  });
});
