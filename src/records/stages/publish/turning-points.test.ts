import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { DRAFT, type ItemId } from '#base';
import type { PageRoute } from '#grammar/routes';
import type { Items } from '#records/items';
import { paragraph } from '#grammar/render';
import { openKernelPair } from '../../../../test/support/kernel-pair.ts';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';

/** A page that reads its items one after the other, with a pause: as slow pages do. */
function slowPage(): { page: PageRoute; ids: ItemId[]; use(items: Items): void } {
  let items: Items | undefined;
  const ids: ItemId[] = [];
  const page: PageRoute = {
    methods: ['GET'],
    path: '/slow',
    kept: true,
    async handle({ ctx }) {
      const titles: string[] = [];
      for (const id of ids) {
        titles.push((await items?.getItem(ctx, id))?.title ?? '');
        await sleep(3);
      }
      return { kind: 'page', title: 'Slow', body: paragraph(`Titles: ${titles.join(' ')}.`) };
    },
  };
  return { page, ids, use: (given) => void (items = given) };
}

async function readsWholly(site: TestKernel, readers: readonly TestKernel[], ids: ItemId[]) {
  const { items, stages, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  for (let i = 0; i < 5; i++)
    ids.push((await items.createItem(system, 'note', { title: 'v0', status: true })).id);
  const over = new AbortController();
  const seen = new Set<string>();
  const reading = readers.flatMap(({ app }) =>
    [{}, { cookie: 'trovato_choices=none' }].map(async (headers) => {
      while (!over.signal.aborted) {
        const { body } = await app.inject({ url: '/slow', headers });
        const titles = /Titles: ([^.]*)\./.exec(body)?.[1] ?? body;
        seen.add(titles);
        assert.equal(new Set(titles.split(' ')).size, 1, titles);
      }
    }),
  );
  for (let round = 1; round <= 8; round++) {
    for (const id of ids)
      await items.updateItem({ ...system, stage: DRAFT }, id, 'current', { title: `v${round}` });
    const { id } = await stages.publish(system, DRAFT);
    if (round % 3 === 0 && id) {
      await stages.undo(system, id);
      await stages.publish(system, DRAFT);
    }
    // However busy the machine is, it is read between the publishes and while they run.
    const now = ids.map(() => `v${round}`).join(' ');
    await Promise.race([waitFor(() => seen.has(now)), ...reading]);
  }
  over.abort();
  await Promise.all(reading);
}

test('a page that is made from several statements is of before a publish or of after it', async () => {
  const { page, ids, use } = slowPage();
  await using site = await openTestKernel({ pages: [page] });
  use(site.items);
  await readsWholly(site, [site], ids);
});

test('the same on another server', async () => {
  const { page, ids, use } = slowPage();
  await using pair = await openKernelPair({}, { pages: [page] });
  use(pair.other.items);
  await readsWholly(pair.one, [pair.other], ids);
});

test('a notification that says nothing, or nonsense, is a reason to look, and no fault', async () => {
  await using site = await openTestKernel();
  const { database, stages, system, items } = site;
  for (const text of ['', 'x', '[]', '{"begun":1}', `{"ended":"${'e'.repeat(200)}"}`])
    await database.notify(database.queries, 'stage_turn', text);
  await items.createType(system, 'note', { name: 'Note' });
  assert.equal(await stages.steadily(async () => items.listTypes(system).length), 1);
});
