import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyOperation, type Operation, OperationRefused } from './operations.ts';

const page = { title: 'Sea', body: { lead: 'Salt', list: ['a', 'b'], 'a/b': 1 } };

function done(operation: Operation): unknown {
  const before = structuredClone(page);
  const after = applyOperation(page, operation);
  assert.deepEqual(page, before, 'the document itself stays as it was');
  return after;
}

test('what is named is set, added, removed', () => {
  assert.deepEqual(done({ op: 'set', path: '/title', value: 'Ship' }), { ...page, title: 'Ship' });
  assert.deepEqual(done({ op: 'set', path: '', value: 1 }), 1);
  assert.deepEqual(done({ op: 'add', path: '/body/foot', value: null }), {
    ...page,
    body: { ...page.body, foot: null },
  });
  assert.deepEqual(done({ op: 'remove', path: '/body' }), { title: 'Sea' });
  assert.deepEqual(done({ op: 'remove', path: '/body/a~1b' }), {
    ...page,
    body: { lead: 'Salt', list: ['a', 'b'] },
  });
});

test('places in arrays are numbers, and - is the end', () => {
  const list = (operation: Operation) => (done(operation) as typeof page).body.list;
  assert.deepEqual(list({ op: 'add', path: '/body/list/1', value: 'x' }), ['a', 'x', 'b']);
  assert.deepEqual(list({ op: 'add', path: '/body/list/-', value: 'x' }), ['a', 'b', 'x']);
  assert.deepEqual(list({ op: 'set', path: '/body/list/0', value: 'x' }), ['x', 'b']);
  assert.deepEqual(list({ op: 'remove', path: '/body/list/0' }), ['b']);
});

test('members are put in order; those not named follow', () => {
  const after = done({ op: 'reorder', path: '/body', order: ['list'] }) as typeof page;
  assert.deepEqual(Object.keys(after.body), ['list', 'lead', 'a/b']);
  assert.deepEqual(after.body, page.body);
});

test('a change that names what is not there is refused and says so', () => {
  for (const [operation, why] of [
    [{ op: 'remove', path: '/foot' }, /nothing at “\/foot”/],
    [{ op: 'add', path: '/title', value: 1 }, /something at “\/title” already/],
    [{ op: 'set', path: '/foot/x', value: 1 }, /nothing at/],
    [{ op: 'set', path: '/title/x', value: 1 }, /nothing to hold “x”/],
    [{ op: 'set', path: 'title', value: 1 }, /begins with a slash/],
    [{ op: 'set', path: '/body/list/2', value: 1 }, /nothing at/],
    [{ op: 'set', path: '/body/list/01', value: 1 }, /nothing at/],
    [{ op: 'reorder', path: '/body', order: ['foot'] }, /nothing at “\/body\/foot”/],
    [{ op: 'reorder', path: '/body/list', order: [] }, /has no order by name/],
    [{ op: 'remove', path: '' }, /the whole can be set/],
  ] as const) {
    assert.throws(
      () => applyOperation(page, operation),
      (error) => error instanceof OperationRefused && why.test(error.message),
      JSON.stringify(operation),
    );
  }
});

test('a member called __proto__ is a member like any other', () => {
  const after = applyOperation({}, { op: 'add', path: '/__proto__', value: { evil: true } });
  assert.deepEqual(Object.getOwnPropertyNames(after), ['__proto__']);
  assert.equal(({} as { evil?: boolean }).evil, undefined);
  assert.throws(() => applyOperation({}, { op: 'set', path: '/constructor/x', value: 1 }));
});
