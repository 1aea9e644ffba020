import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Json, type Operation, OperationRefused } from '#base';
import {
  alterElement,
  container,
  type Element,
  ElementWork,
  heading,
  text,
  withoutHidden,
} from './index.ts';

const tree = container({ title: heading(2, 'Sea'), lead: text('Salt'), foot: text('Shore') });

function alter(operation: Operation, from: Element = tree) {
  const left: string[] = [];
  const element = alterElement(
    from,
    operation,
    (pointer, why) => void left.push(`${pointer}: ${why}`),
  );
  return { element, left };
}

function refused(operation: Operation, why: RegExp, from: Element = tree) {
  assert.throws(
    () => alter(operation, from),
    (error) => error instanceof OperationRefused && why.test(error.message),
  );
}

test('an element is changed, added, removed, where its path says', () => {
  assert.deepEqual(
    alter({ op: 'set', path: '/#children/title/#value', value: 'Ship' }).element,
    container({ ...tree['#children'], title: heading(2, 'Ship') }),
  );
  assert.deepEqual(
    alter({ op: 'add', path: '/#children/note', value: { '#type': 'text', '#value': 'New' } })
      .element,
    container({ ...tree['#children'], note: text('New') }),
  );
  assert.deepEqual(
    alter({ op: 'remove', path: '/#children/lead' }).element,
    container({ title: heading(2, 'Sea'), foot: text('Shore') }),
  );
});

test('a new order wins over weights', () => {
  const weighed = container({ a: { ...text('a'), '#weight': -5 }, b: text('b'), c: text('c') });
  const { element } = alter({ op: 'reorder', path: '/#children', order: ['c', 'b'] }, weighed);
  assert.ok(element['#type'] === 'container');
  assert.deepEqual(Object.keys(element['#children']), ['c', 'b', 'a']);
  assert.deepEqual(
    element,
    container({
      c: { ...text('c'), '#weight': 0 },
      b: { ...text('b'), '#weight': 1 },
      a: { ...text('a'), '#weight': 2 },
    }),
  );
});

test('what is put in is checked like everything from outside', () => {
  const value = {
    '#type': 'link',
    '#url': '/shore',
    '#value': 'Shore',
    '#attributes': { onclick: 'alert(1)', title: 'fine' },
  };
  const { element, left } = alter({ op: 'add', path: '/#children/link', value });
  assert.deepEqual(
    element,
    container({
      ...tree['#children'],
      link: {
        '#type': 'link',
        '#url': '/shore',
        '#value': 'Shore',
        '#attributes': { title: 'fine' },
      },
    }),
  );
  assert.match(left.join(), /^\/#children\/link\/#attributes\/onclick: /);
});

test('a change that would leave an element which is not right is refused', () => {
  refused({ op: 'set', path: '/#children/title/#level', value: 9 }, /#level/);
  refused({ op: 'set', path: '/#children/title/#value', value: 7 }, /#value/);
  refused({ op: 'remove', path: '/#children/title/#value' }, /#value/);
  refused({ op: 'add', path: '/#children/title/#html', value: '<b>' }, /#html/);
  refused({ op: 'set', path: '/#children/title/#url', value: 'javascript:alert(1)' }, /#url/);
  refused({ op: 'add', path: '/#children/x', value: { '#type': 'html' } }, /html/);
  refused({ op: 'add', path: '/#children/x', value: 'text' }, /./);
  refused({ op: 'remove', path: '/#children/nobody' }, /nothing at/);
  refused({ op: 'set', path: '/#children/title/#cache', value: {} }, /depends on stays/);
});

test('an element stands only where there is room for one', () => {
  const plain = { '#type': 'text', '#value': 'x' };
  refused({ op: 'set', path: '/#children/title/#value', value: plain }, /must be text/);
  refused({ op: 'add', path: '/#attributes/title', value: plain }, /could hold/);
  refused({ op: 'set', path: '/#children/title/#type', value: 'text' }, /stays of its type/);
});

test('what the site itself says stays, and is not turned to something else', () => {
  const own = { 'hx-get': '/own', class: 'a' };
  const from = container({ box: { ...text('x'), '#attributes': own } });
  const path = '/#children/box/#attributes';
  assert.deepEqual(
    alter({ op: 'set', path, value: { ...own, class: 'b' } }, from).element,
    container({ box: { ...text('x'), '#attributes': { ...own, class: 'b' } } }),
  );
  refused({ op: 'set', path, value: { 'hx-get': '/other' } }, /only the kernel/, from);
  refused({ op: 'set', path: `${path}/hx-get`, value: '/other' }, /only the kernel/, from);
});

test('what leads into a value changes it where it stands', () => {
  const from: Element = {
    '#type': 'component',
    '#component': 'quote',
    '#values': { lines: ['a', 'b'] },
    '#attributes': { class: ['x'] },
  };
  const path = '/#values/lines/-';
  const { element } = alter({ op: 'add', path, value: 'c' }, from);
  assert.deepEqual(element, { ...from, '#values': { lines: ['a', 'b', 'c'] } });
  refused({ op: 'add', path, value: null }, /lines/, from);
  refused({ op: 'set', path: '/#attributes/class/0', value: 7 }, /attributes|class/, from);
});

test('however it is put together, a tree has an end', () => {
  const many = Object.fromEntries(Array.from({ length: 6_000 }, (_, i) => [i, text('x')]));
  const work = new ElementWork();
  const left: string[] = [];
  const put = (from: Element, name: string) =>
    alterElement(
      from,
      { op: 'add', path: `/#children/${name}`, value: container(many) as unknown as Json },
      (_pointer, why) => void left.push(why),
      work,
    );
  const both = put(put(tree, 'one'), 'two');
  assert.equal(new ElementWork().count(both), 10_000);
  assert.match(left[0] ?? '', /at most 10,000 elements/);
  let deep: Element = text('x');
  for (let depth = 0; depth < 30; depth += 1) deep = container({ in: deep });
  const inner = `/#children/in${'/#children/in'.repeat(29)}`;
  const { left: told } = alter({ op: 'set', path: inner, value: deep as unknown as Json }, deep);
  assert.match(told.join(), /At most 40 elements/);
});

test('what is hidden is not shown', () => {
  const hidden = { ...text('secret'), '#access': false };
  assert.deepEqual(
    withoutHidden(
      container({ a: text('a'), b: hidden, c: { '#type': 'list', '#items': [hidden] } }),
    ),
    container({ a: text('a'), c: { '#type': 'list', '#items': [text('')] } }),
  );
});
