import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PageRoute } from '#grammar/routes';
import { openTestBrowser } from '../../test/support/browser.ts';
import { openTestWeb } from '../../test/support/web.ts';

const COOKIE = 'trovato_choices';

/** Says what is kept under `name`; `?keep=` keeps something else first. */
const page: PageRoute = {
  methods: ['GET'],
  path: '/kept/{name}',
  async handle({ params, query, kept }) {
    const { name = '' } = params;
    if (query.has('keep')) kept?.keep(name, query.get('keep') || undefined);
    return {
      kind: 'page',
      title: kept?.find(name) ?? 'nothing',
      body: { '#type': 'text', '#value': '' },
    };
  },
};

let web: Awaited<ReturnType<typeof openTestWeb>>;
before(async () => void (web = await openTestWeb({ pages: [page] })));
after(() => web[Symbol.asyncDispose]());

const reader = () => {
  const browser = openTestBrowser(web.app);
  return {
    ...browser,
    title: async (url: string): Promise<unknown> =>
      JSON.parse((await browser.get(url)).html).view.title,
  };
};

test('a browser keeps what its reader chose, and forgets it when told', async () => {
  const mine = reader();
  assert.equal(await mine.title('/kept/talks'), 'nothing');
  assert.equal(mine.cookies.has(COOKIE), false, 'no cookie for who chose nothing');
  await mine.title('/kept/talks?keep=city%3DOslo');
  await mine.title('/kept/people?keep=role%3Dspeaker');
  assert.equal(await mine.title('/kept/talks'), 'city=Oslo');
  assert.equal(await reader().title('/kept/talks'), 'nothing');
  await mine.title('/kept/people?keep=');
  assert.equal(await mine.title('/kept/people'), 'nothing');
  assert.equal(await mine.title('/kept/talks'), 'city=Oslo');
  await mine.title('/kept/talks?keep=');
  assert.equal(mine.cookies.has(COOKIE), false, 'nor for who chose nothing any more');
});

test('what was changed on the way counts as nothing', async () => {
  const mine = reader();
  await mine.title('/kept/talks?keep=city%3DOslo');
  const [packed] = (mine.cookies.get(COOKIE) ?? '').split('.');
  for (const forged of [`${packed}.`, `${packed}.AAAA`, 'W10.x', '', '.', 'x'.repeat(5_000)]) {
    mine.cookies.set(COOKIE, forged);
    assert.equal(await mine.title('/kept/talks'), 'nothing');
  }
});

test('the oldest go before the cookie is larger than browsers take', async () => {
  const mine = reader();
  for (let i = 0; i < 12; i += 1) await mine.title(`/kept/list${i}?keep=${'x'.repeat(500)}`);
  assert.ok((mine.cookies.get(COOKIE) ?? '').length <= 3_400);
  assert.equal(await mine.title('/kept/list0'), 'nothing');
  assert.equal(await mine.title('/kept/list11'), 'x'.repeat(500));
});
