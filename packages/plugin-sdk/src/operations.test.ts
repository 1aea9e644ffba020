import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyOperation } from '../../../src/base/index.ts';
import { element, text } from './elements/index.ts';
import type { Json } from './json.ts';
import { add, child, insertBefore, type Operation, remove, reorder, set } from './operations.ts';

const tree = element('container', {
  children: {
    lead: { ...text('Lead'), '#weight': 5 },
    body: { ...text('Body'), '#weight': 2 },
    'a/b~c': text('Odd'),
  },
});

/** The tree as the kernel has it after the operations. */
function after(...operations: readonly Operation[]) {
  const document: unknown = tree;
  const changed = operations.reduce<Json>(applyOperation, document as Json);
  return changed as unknown as typeof tree;
}

test('operations set, add, remove and reorder by paths of names', () => {
  assert.equal(
    after(set([...child('body'), '#value'], 'New'))['#children']['body']?.['#type'],
    'text',
  );
  assert.deepEqual(after(add(child('more'), text('More')))['#children']['more'], text('More'));
  assert.deepEqual(Object.keys(after(remove(child('a/b~c')))['#children']), ['lead', 'body']);
  const order = Object.keys(after(reorder(['#children'], ['body']))['#children']);
  assert.deepEqual(order, ['body', 'lead', 'a/b~c']);
});

test('what is inserted stands before its neighbour as both are seen, whatever their weights', () => {
  const changed = after(...insertBefore(tree, 'lead', 'new', text('New')));
  assert.deepEqual(Object.keys(changed['#children']), ['a/b~c', 'body', 'new', 'lead']);
});

test('without that neighbour it stands last', () => {
  const changed = after(...insertBefore(tree, 'nobody', 'new', text('New')));
  assert.equal(Object.keys(changed['#children']).at(-1), 'new');
});

test('deeper down, operations say where', () => {
  const [adding, ordering] = insertBefore(tree, 'body', 'new', text('New'), child('box'));
  assert.equal(adding?.path, '/#children/box/#children/new');
  assert.equal(ordering?.path, '/#children/box/#children');
});
