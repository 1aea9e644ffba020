import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkElement } from '../../../../src/grammar/render/index.ts';
import * as kit from './index.ts';

test('what the builders make is what the kernel takes', () => {
  const made = [
    kit.text('Less is <more>.'),
    kit.markup('A <em>quiet</em> place.', 'filtered_html'),
    kit.filtered({ value: 'One', format: 'plain_text' }),
    kit.heading(2, 'Talks', { url: '/talks' }),
    kit.link('/item/7', 'The quiet hour', { look: 'primary', icon: 'file-text' }),
    kit.image('/file/7/boats.jpg', 'Two boats', { width: 640, height: 400 }),
    kit.icon('circle-check'),
    kit.icon('circle-check', 'Done'),
    kit.time(new Date(0), 'relative'),
    kit.time('2026-03-14T09:30:00Z'),
    kit.badge('Published', 'positive'),
    kit.code('name = "Sea"', 'toml'),
    kit.list(['First', kit.link('/', 'Second')], { ordered: true }),
    kit.table(['Talk', { label: 'Seats', numeric: true }], [['Sea', '120']], { caption: 'Talks' }),
    kit.container({ tag: 'section', class: 'a b', attributes: { id: 'x' }, weight: 3 }, 'One'),
    kit.paragraph('Written by ', kit.link('/user/7', 'Ada')),
    kit.card({ title: 'Article', url: '/item/add/article', class: 'wide' }, 'With a date.'),
    kit.notice('caution', 'Comments close tomorrow.', kit.link('/', 'Read on')),
    kit.notice('info', 'Done.'),
    kit.element('progress', { label: 'Import', value: 30, max: 120 }),
    kit.element('empty_state', { title: 'No talks yet', value: 'They are listed here.' }),
  ];
  for (const element of made) {
    const checked = checkElement(element);
    assert.deepEqual(checked.problems, [], JSON.stringify(element));
    assert.deepEqual(checked.element, element);
  }
});

test('children stand in their order, with names of their own or by their place', () => {
  const { '#children': children } = kit.container(
    {},
    'First',
    { title: kit.heading(2, 'Talks'), body: kit.text('Second') },
    undefined,
    null,
    false,
    '',
    kit.text('Last'),
  );
  assert.deepEqual(Object.keys(children), ['c0', 'title', 'body', 'c6']);
});

test('an empty long text is no element', () => {
  assert.equal(kit.filtered(undefined), undefined);
});
