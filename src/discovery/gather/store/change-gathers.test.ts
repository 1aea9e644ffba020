import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const listing = (name: string) => ({
  name,
  label: name,
  base: 'item',
  defaults: { fields: [{ id: 'title', column: 'title' }] },
  displays: [{ id: 'page', kind: 'page', path: '/talks' }],
});

test('of those that take the same address at the same time one gets it, and the others are told', async () => {
  await using site = await openTestKernel();
  const saves = await Promise.allSettled(
    ['spring', 'summer', 'autumn'].map((name) => site.gathers.create(site.system, listing(name))),
  );
  const refused = saves.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  assert.equal(refused.length, 2);
  const [kept] = site.gathers.list();
  for (const { problems } of refused) {
    const message = `/talks is an address of the gather “${kept?.gather.label}” already.`;
    assert.deepEqual(problems, [{ pointer: '/displays/0/path', code: 'taken', message }]);
  }
  assert.equal(site.gathers.list().length, 1);
});
