import assert from 'node:assert/strict';
import { test } from 'node:test';
import { builtItem, openPlugin, shownItem } from '@trovato/plugin-sdk/testing';

const plugin = await openPlugin(import.meta.dirname);
const author = { realm: 'author', id: '01890000-0000-7000-8000-00000000000a' };
const all = { view: true, update: true, delete: true };
const grants = (fields: NonNullable<Parameters<typeof shownItem>[0]>['fields'] = {}) =>
  plugin.ask('itemGrants', shownItem({ author_id: author.id, fields }));

test('an item that says nothing is open to everybody', async () => {
  assert.deepEqual(await grants(), []);
  assert.deepEqual(await grants({ visible_to: [], private: { value: false } }), []);
});

test('an item for some roles needs one of them, or to be one’s own', async () => {
  assert.deepEqual(await grants({ visible_to: [{ value: 'member' }, { value: 'staff' }] }), [
    { ...author, ...all },
    { realm: 'role', id: 'member', ...all },
    { realm: 'role', id: 'staff', ...all },
  ]);
  assert.deepEqual(await grants({ visible_to: { value: 'member' } }), [
    { ...author, ...all },
    { realm: 'role', id: 'member', ...all },
  ]);
});

test('a private item is for its author alone, whatever its roles', async () => {
  const fields = { private: { value: true }, visible_to: [{ value: 'member' }] };
  assert.deepEqual(await grants(fields), [{ ...author, ...all }]);
});

test('somebody has their roles and what they wrote; visitors have only what all visitors have', async () => {
  const somebody = { id: author.id, name: 'Ann', anonymous: false };
  assert.deepEqual(
    await plugin.ask('actorGrants', { actor: somebody, roles: ['authenticated', 'member'] }),
    [{ realm: 'role', id: 'authenticated' }, { realm: 'role', id: 'member' }, author],
  );
  assert.deepEqual(
    await plugin.ask('actorGrants', {
      actor: { ...somebody, anonymous: true },
      roles: ['anonymous'],
    }),
    [{ realm: 'role', id: 'anonymous' }],
  );
});

test('readers are shown what an item says, and not who may read it', async () => {
  const fields = {
    body: { value: 'Low tide.' },
    private: { value: true },
    visible_to: [{ value: 'member' }],
  };
  const { element } = await plugin.alter('itemViewAlter', builtItem({ fields }));
  assert.deepEqual(Object.keys(element['#children']), ['body']);
  assert.equal(
    await plugin.ask('itemViewAlter', builtItem({ fields: {} })).then((one) => one?.length),
    0,
  );
});
