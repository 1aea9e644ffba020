import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { type MadeTalks, makeTalks, TALKS } from '../../../../test/support/talks.ts';

let site: TestKernel;
let made: MadeTalks;

before(async () => {
  site = await openTestKernel();
  made = await makeTalks(site);
  await site.gathers.create(site.system, TALKS);
});
after(() => site[Symbol.asyncDispose]());

const open = (url: string) => site.browse().get(url);

it('is a form that is sent by GET, each control with its label', async () => {
  const { html } = await open('/talks');
  const [form = ''] = /<details class="gather-filters"[^]*?<\/details>/.exec(html) ?? [];
  assert.match(
    form,
    /<form class="form" action="\/talks" method="get" role="search" aria-label="Filter Talks">/,
  );
  assert.match(
    form,
    /<label class="form-label" for="gather-talks-page-city">City<\/label>[^]*?name="city"/,
  );
  assert.match(form, /aria-describedby="gather-talks-page-city-help"/);
  // By its column: boxes, a tree of terms, a range, yes or no.
  assert.equal(form.match(/<input type="checkbox" name="kind"/g)?.length, 2);
  assert.match(form, /<option value="[^"]+">\u2003Boats<\/option>/);
  assert.equal(form.match(/<input type="number" class="input" name="seats"/g)?.length, 2);
  assert.match(form, /name="online"[^]*?Any[^]*?Yes[^]*?No/);
  assert.match(
    form,
    /<select class="input" name="sort"[^]*?<option value="newest" selected>Newest first/,
  );
  // Names of people are looked up by who is signed in.
  assert.doesNotMatch(form, /name="by\[text\]"/);
  const ada = await site.signIn({ permissions: ['access content'] });
  assert.match((await ada.get('/talks')).html, /data-autocomplete="\/gather\/talks\/page\/by"/);
});

it('lists what fits, says how many, and keeps what was chosen', async () => {
  const { html, text } = await open('/talks?city=Oslo&kind=workshop&seats=60&seats=');
  assert.match(text, /Filter \(3\)/);
  assert.match(text, /1 result(?!s)/);
  assert.match(html, /name="city" value="Oslo"/);
  assert.match(html, /name="kind" value="workshop" checked/);
  assert.match(html, /name="seats" value="60"/);
  // Its pages and its headings stay with it.
  const sorted = await open('/talks?kind=talk&kind=workshop');
  assert.match(sorted.html, /href="\/talks\?kind=talk&amp;kind=workshop&amp;page=1"/);
  assert.match(sorted.html, /href="\/talks\?kind=talk&amp;kind=workshop&amp;sort=title"/);
  assert.match((await open(`/talks?about=${made.topics.Boats}`)).text, /4 results/);
  assert.match((await open('/talks?online=true')).text, /4 results/);
  assert.match((await open('/talks?city=nowhere')).text, /Nothing found/);
});

it('says at the control what is wrong, and applies the rest', async () => {
  for (const [query, control] of [
    ['seats=many&seats=', 'seats'],
    ['kind=%27', 'kind'],
    ['about=x', 'about'],
    [`city=${'x'.repeat(5_000)}`, 'city'],
  ] as const) {
    const { status, html } = await open(`/talks?${query}&online=true`);
    assert.equal(status, 200, query);
    const id = `gather-talks-page-${control}`;
    assert.match(html, new RegExp(`id="${id}-problem"`), query);
    assert.match(html, /<details class="gather-filters" open>/, query);
    assert.match(html, /4 results/, query);
  }
});

it('takes anything at all for a query, and never fails', async () => {
  for (const query of [
    'city[]=x',
    'city=%',
    '&&=',
    'page=1&page=2',
    'sort=-',
    'seats=1&seats=2&seats=3',
    '__proto__=1',
    'about[text]=Sea',
    'kind=talk'.concat('&kind=talk'.repeat(200)),
  ]) {
    assert.equal((await open(`/talks?${query}`)).status, 200, query);
  }
});

it('remembers what it was told to, in this browser, until it is reset', async () => {
  const browser = site.browse();
  await browser.get('/talks?city=Oslo&online=true');
  const again = await browser.get('/talks');
  assert.match(again.html, /name="city" value="Oslo"/);
  assert.match(again.text, /4 results/, 'what is not remembered is not applied');
  assert.match(again.html, /href="\/talks\?reset=1"/);
  assert.doesNotMatch((await site.browse().get('/talks')).html, /value="Oslo"/);
  // Whoever follows the address that another reader made is told to remember it too.
  const second = site.browse();
  await second.get('/talks?city=Oslo&online=true');
  assert.match((await second.get('/talks')).html, /name="city" value="Oslo"/);
  await browser.get('/talks?reset=1');
  assert.doesNotMatch((await browser.get('/talks')).html, /value="Oslo"/);
});

it('finds people by name while one types, and by name alone where no script runs', async () => {
  const ada = await site.signIn({ name: 'Ada Byron', permissions: ['access content'] });
  const suggested = JSON.parse((await ada.get('/gather/talks/page/by?q=byr')).html);
  assert.deepEqual(suggested, [{ value: ada.user.id, label: 'Ada Byron' }]);
  assert.deepEqual(JSON.parse((await open('/gather/talks/page/by?q=byr')).html), []);
  assert.equal((await open('/gather/talks/page/city?q=x')).status, 404);
  const typed = await ada.get('/talks?by%5Btext%5D=ada+byron&by=');
  assert.match(typed.text, /Nothing found/);
  assert.match(typed.html, /name="by\[text\]" value="Ada Byron"/);
  const unknown = await ada.get('/talks?by%5Btext%5D=Nobody&by=');
  assert.match(unknown.text, /Nothing is called “Nobody”/);
  assert.match(unknown.text, /12 results/);
});
