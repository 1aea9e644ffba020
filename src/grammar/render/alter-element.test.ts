import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Operation, OperationRefused } from '#base';
import { alterElement, container, type Element, heading, text, withoutHidden } from './index.ts';

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

function refused(operation: Operation, why: RegExp) {
  assert.throws(
    () => alter(operation),
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

test('what is hidden is not shown', () => {
  const hidden = { ...text('secret'), '#access': false };
  assert.deepEqual(
    withoutHidden(
      container({ a: text('a'), b: hidden, c: { '#type': 'list', '#items': [hidden] } }),
    ),
    container({ a: text('a'), c: { '#type': 'list', '#items': [text('')] } }),
  );
});
