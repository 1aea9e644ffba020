import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { makeTalks } from '../../../../test/support/talks.ts';

test('what an item is filed under in a field that is hidden finds it in no list', async () => {
  await using site = await openTestKernel();
  const { talks, topics } = await makeTalks(site, 6);
  const [, , , hidden] = talks;
  await site.gathers.create(site.system, {
    name: 'under',
    label: 'Under',
    base: 'item',
    defaults: {
      fields: [{ id: 'title', column: 'title' }],
      filters: {
        match: 'all',
        filters: [{ id: 'of', column: 'terms', operator: 'has_term_or_below', value: topics.Sea }],
      },
    },
    displays: [{ kind: 'json', id: 'json', path: '/under' }],
  });
  const listed = async () => {
    const { rows, total } = JSON.parse((await site.app.inject('/under')).body);
    assert.equal(total, undefined);
    return rows.map(({ id }: { id: string }) => id);
  };
  assert.ok((await listed()).includes(hidden?.id));
  const all = await listed();
  using _plugin = site.taps.register({
    name: 'discreet',
    taps: {
      field_access: (input) => {
        const { item } = input as { item: { id: string } };
        return item.id === hidden?.id ? { deny: ['topic'] } : undefined;
      },
    },
  });
  assert.deepEqual(
    await listed(),
    all.filter((id: string) => id !== hidden?.id),
  );
});
