import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '#base';
import { openTestDatabase } from '../../../test/support/database.ts';
import { createFormStates } from './index.ts';

const OWNER = Buffer.alloc(32, 1);
const entered = new Map([['name', ['Ada']]]);

test('what forms keep is read by nobody who has only the database', async () => {
  await using database = await openTestDatabase();
  const clock = { now: () => new Date('2026-01-01T10:00:00Z') };
  const { steps } = createFormStates({ database, secret: 'secret', clock });
  const id = await steps.save(undefined, OWNER, entered);
  assert.deepEqual(await steps.find(id, OWNER), entered);
  const rows = await database.queries.selectFrom('form_state_cache').selectAll().execute();
  assert.doesNotMatch(rows.map(({ content }) => content?.toString('latin1')).join(), /Ada|name/);

  assert.equal(await steps.find(id, Buffer.alloc(32, 2)), undefined);
  assert.equal(await steps.find(newId(), OWNER), undefined);
  const other = createFormStates({ database, secret: 'another', clock });
  assert.equal(await other.steps.find(id, OWNER), undefined);
  // Put under another name, it does not open there.
  const moved = newId<'form_state'>();
  await database.queries.updateTable('form_state_cache').set({ id: moved }).execute();
  assert.equal(await steps.find(moved, OWNER), undefined);
});

test('what somebody keeps is changed by nobody else', async () => {
  await using database = await openTestDatabase();
  const clock = { now: () => new Date('2026-01-01T10:00:00Z') };
  const { steps } = createFormStates({ database, secret: 'secret', clock });
  const id = await steps.save(undefined, OWNER, entered);
  await steps.save(id, Buffer.alloc(32, 2), new Map([['name', ['Eve']]]));
  assert.deepEqual(await steps.find(id, OWNER), entered);
});

test('what forms keep is gone after six hours, and deleted by the server', async () => {
  await using database = await openTestDatabase();
  let now = new Date('2026-01-01T10:00:00Z');
  const states = createFormStates({ database, secret: 'secret', clock: { now: () => now } });
  const id = await states.steps.save(undefined, OWNER, entered);
  now = new Date('2026-01-01T15:59:59Z');
  const young = await states.steps.save(undefined, OWNER, entered);
  assert.ok(await states.steps.find(id, OWNER));
  now = new Date('2026-01-01T16:00:00Z');
  assert.equal(await states.steps.find(id, OWNER), undefined);
  assert.equal(await states.deleteExpired(), 1);
  const left = await database.queries.selectFrom('form_state_cache').select('id').execute();
  assert.deepEqual(left, [{ id: young }]);
});
