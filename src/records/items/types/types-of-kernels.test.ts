import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Database } from '#platform/database';
import { openTestDatabase } from '../../../../test/support/database.ts';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

/** Two kernels of one site; the first is told of nothing that the other does. */
let deaf: TestKernel;
let other: TestKernel;
const stack = new AsyncDisposableStack();

before(async () => {
  const database = stack.use(await openTestDatabase());
  const shared: Database = { ...database, [Symbol.asyncDispose]: async () => undefined };
  const listen = async () => async () => undefined;
  deaf = stack.use(await openTestKernel({ database: { ...shared, listen } }));
  other = stack.use(await openTestKernel({ database: shared }));
});
after(async () => stack.disposeAsync());

test('a change of types that is refused leaves no kernel with types that are not', async () => {
  const { items, system } = deaf;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'size', { field_type: 'text', label: 'Size' });
  await other.items.updateType(system, 'note', { name: 'Remark' });
  await assert.rejects(items.createType(system, 'note', { name: 'Again' }), {
    code: 'item_type.exists',
  });
  await other.items.updateField(system, 'note', 'size', { field_type: 'integer' });
  await assert.rejects(
    items.createItem(system, 'note', { title: 'x', fields: { size: { value: 'not a number' } } }),
    { code: 'item.invalid' },
  );
});

test('a name that another kernel has just given to a type is taken', async () => {
  const { items, system } = deaf;
  await items.createType(system, 'page', { name: 'Page' });
  await assert.rejects(items.createType(system, 'page', { name: 'Again' }));
  await other.items.createType(system, 'recipe', { name: 'Of the other' });
  await assert.rejects(items.createType(system, 'recipe', { name: 'Ours' }), {
    code: 'item_type.exists',
  });
  assert.equal(items.getType(system, 'recipe').name, 'Of the other');
});

test('of two kernels that give a name at the same moment, one is refused', async () => {
  for (let round = 0; round < 3; round++) {
    const made = await Promise.allSettled(
      [deaf, other].map(async ({ items }, kernel) =>
        items.createType(deaf.system, `twice${round}`, { name: `Of kernel ${kernel}` }),
      ),
    );
    assert.deepEqual(made.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
  }
});
