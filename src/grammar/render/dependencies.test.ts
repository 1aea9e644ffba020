import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createRenderer,
  Dependencies,
  type Element,
  escapeHtml,
  inOrder,
  text,
  trusted,
} from './index.ts';

const renderer = createRenderer({
  formats: { apply: (_format, value) => trusted(escapeHtml(value)) },
  templates: {
    drawItem: (_element, parts) => parts.content,
    drawField: () => undefined,
    drawComponent: (_element, content) => content,
  },
});

/** What a tree depends on once it is drawn. */
function dependenciesOf(element: Element) {
  const dependencies = new Dependencies();
  renderer.render(element, {
    locale: 'en',
    timeZone: 'UTC',
    now: new Date('2026-05-01T12:00:00Z'),
    theme: 'site',
    dependencies,
  });
  const { scripts, cacheTags, contexts, maxAge } = dependencies;
  return { scripts: [...scripts], cacheTags: [...cacheTags], contexts: [...contexts], maxAge };
}

/** Something that depends on one record. */
const about = (id: number): Element => ({ ...text('x'), '#cache': { tags: [`item:${id}`] } });
const nothing = { scripts: [], cacheTags: [], contexts: [], maxAge: undefined };

test('what a part depends on, the page depends on, wherever the part stands', () => {
  const control: Element = {
    '#type': 'input',
    '#input': 'text',
    '#name': 'a',
    '#cache': { tags: ['item:1'] },
  };
  const inside: readonly Element[] = [
    about(1),
    { '#type': 'container', '#children': { a: about(1) } },
    { '#type': 'list', '#items': [about(1)] },
    { '#type': 'table', '#columns': [], '#rows': [{ cells: [about(1)] }] },
    { '#type': 'table', '#columns': [], '#rows': [], '#empty': about(1) },
    { '#type': 'card', '#children': { a: about(1) } },
    { '#type': 'notice', '#tone': 'info', '#value': '', '#children': { a: about(1) } },
    { '#type': 'empty_state', '#title': '', '#value': '', '#children': { a: about(1) } },
    { '#type': 'form', '#action': '/', '#method': 'get', '#children': { a: about(1) } },
    { '#type': 'fieldset', '#legend': '', '#children': { a: about(1) } },
    { '#type': 'form_item', '#for': 'a', '#label': '', '#control': about(1) },
    { '#type': 'form_item', '#for': 'a', '#label': '', '#control': control },
    {
      '#type': 'item',
      '#id': '1',
      '#bundle': 'article',
      '#view_mode': 'full',
      '#title': '',
      '#url': '/item/1',
      '#published': true,
      '#created': '2026-01-05T10:00:00Z',
      '#children': {
        body: {
          '#type': 'field',
          '#name': 'body',
          '#field_type': 'text',
          '#label': '',
          '#label_display': 'hidden',
          '#items': [about(1)],
        },
      },
    },
  ];
  for (const element of inside) {
    assert.deepEqual(
      dependenciesOf(element),
      { ...nothing, cacheTags: ['item:1'] },
      element['#type'],
    );
  }
});

test('all that the parts say counts: every cache tag and context once, and the lowest age', () => {
  const tree: Element = {
    '#type': 'container',
    '#cache': { tags: ['item_list:article'], contexts: ['url'], max_age: 600 },
    '#attached': { scripts: ['forms'] },
    '#children': inOrder(
      { ...text('x'), '#cache': { tags: ['item:1', 'user:2'], contexts: ['user'], max_age: 60 } },
      { ...about(1), '#attached': { scripts: ['forms', 'rows'] } },
      { ...text('x'), '#cache': { contexts: ['url'], max_age: 3600 } },
    ),
  };
  assert.deepEqual(dependenciesOf(tree), {
    scripts: ['forms', 'rows'],
    cacheTags: ['item_list:article', 'item:1', 'user:2'],
    contexts: ['url', 'user'],
    maxAge: 60,
  });
});

test('what nobody sees does not count', () => {
  const hidden: Element = {
    '#type': 'container',
    '#access': false,
    '#attached': { scripts: ['forms'] },
    '#cache': { contexts: ['session'], max_age: 0 },
    '#children': { a: about(1) },
  };
  const tree: Element = { '#type': 'container', '#children': { hidden, shown: text('x') } };
  assert.deepEqual(dependenciesOf(tree), nothing);
  assert.deepEqual(
    dependenciesOf({ '#type': 'form_item', '#for': 'a', '#label': '', '#control': hidden }),
    nothing,
  );
});
