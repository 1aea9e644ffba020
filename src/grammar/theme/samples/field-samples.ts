import {
  type Attributes,
  container,
  type Element,
  type FormItemElement,
  icon,
  inOrder,
  type InputElement,
  text,
} from '#grammar/render';
import { classed, sample } from './sample.ts';

type Options = Partial<FormItemElement>;

function item(id: string, label: string, control: Element, options: Options = {}): FormItemElement {
  return { '#type': 'form_item', '#for': id, '#label': label, '#control': control, ...options };
}

function input(
  name: string,
  kind: InputElement['#input'],
  value = '',
  attributes: Attributes = {},
): InputElement {
  return {
    '#type': 'input',
    '#input': kind,
    '#name': name,
    '#value': value,
    '#attributes': attributes,
  };
}

const WRONG = { '#problems': ['Enter a date such as 2026-01-31.'] };

/** Everything that takes a value. */
export function fieldSamples(): readonly Element[] {
  return [
    sample(
      'Text',
      item('s-title', 'Title', input('s-title', 'text', 'A quiet place'), {
        '#required': true,
        '#help': 'Stands at the head of the page and in lists.',
      }),
      item('s-mail', 'Mail address', input('s-mail', 'email', 'ada@', { autocomplete: 'off' }), {
        '#problems': ['This is not a whole mail address: what comes after the @ is missing.'],
      }),
      item('s-off', 'Machine name', input('s-off', 'text', 'article', { disabled: true }), {
        '#help': 'Cannot be changed while there is content.',
      }),
      item('s-body', 'Summary', {
        '#type': 'textarea',
        '#name': 's-body',
        '#value': 'Two or three sentences that make somebody read on.',
        '#rows': 3,
      }),
      classed('input-group', {
        affix: container(
          { text: text('example.org/') },
          { tag: 'span', attributes: { class: 'input-affix' } },
        ),
        input: input('s-path', 'text', 'blog/quiet-place', { 'aria-label': 'Address' }),
      }),
    ),
    sample(
      'Choice, number, date',
      item('s-select', 'Item type', {
        '#type': 'select',
        '#name': 's-select',
        '#options': [
          { value: 'article', label: 'Article', selected: true },
          { value: 'page', label: 'Page' },
          { value: 'talk', label: 'Talk', group: 'Conferences' },
        ],
      }),
      item('s-number', 'Number of seats', input('s-number', 'number', '120')),
      item('s-date', 'Opens on', input('s-date', 'date', '2026-03-14')),
      item('s-when', 'Starts', input('s-when', 'date', ''), WRONG),
    ),
    sample('Checkbox, radio, switch', choices()),
    sample('Autocomplete', autocomplete()),
    sample('Files', ...files()),
    sample('Rows', rows(), {
      '#type': 'button',
      '#value': 'Add a link',
      '#icon': 'plus',
      '#look': 'quiet',
      '#kind': 'button',
      '#attributes': { class: 'rows-add' },
    }),
    sample('Folded and grouped', ...groups()),
  ];
}

function tick(
  id: string,
  label: string,
  kind: 'checkbox' | 'radio',
  more: Partial<InputElement> = {},
): FormItemElement {
  const name = kind === 'radio' ? 's-radio' : id;
  return item(id, label, { ...input(name, kind, id), ...more }, { '#label_after': true });
}

function choices(): Element {
  const off = { '#attributes': { disabled: true } };
  return classed('choices', {
    a: tick('s-check-1', 'Published', 'checkbox', { '#checked': true }),
    b: tick('s-check-2', 'On the front page', 'checkbox'),
    c: tick('s-check-3', 'Cannot be chosen', 'checkbox', off),
    d: tick('s-radio-1', 'Anybody', 'radio', { '#checked': true }),
    e: tick('s-radio-2', 'Only people with an account', 'radio'),
    f: tick('s-switch-1', 'Show who wrote it', 'checkbox', { '#switch': true, '#checked': true }),
    g: {
      ...tick('s-switch-2', 'Allow comments', 'checkbox', { '#switch': true }),
      '#help': 'Readers with an account may answer.',
    },
  });
}

function option(id: string, label: string, selected: boolean): Element {
  return container(
    { label: text(label) },
    { tag: 'li', attributes: { role: 'option', id, 'aria-selected': String(selected) } },
  );
}

function autocomplete(): Element {
  return container(
    inOrder(
      item(
        's-auto',
        'Topic',
        input('s-auto', 'text', 'ty', {
          role: 'combobox',
          'aria-expanded': 'true',
          'aria-controls': 's-list',
          'aria-activedescendant': 's-list-1',
          autocomplete: 'off',
        }),
      ),
      container(
        {
          a: option('s-list-1', 'Typography', true),
          b: option('s-list-2', 'Types and fields', false),
        },
        {
          tag: 'ul',
          attributes: {
            class: 'listbox',
            id: 's-list',
            role: 'listbox',
            'aria-label': 'Topics',
            'data-inline': true,
          },
        },
      ),
    ),
    { attributes: { class: 'autocomplete stack', 'data-gap': 'small' } },
  );
}

function files(): readonly Element[] {
  return [
    container(
      {
        icon: icon('image-up'),
        text: container(
          { text: text('Drop a picture here, or choose one. JPEG, PNG or WebP up to 8 MB.') },
          { tag: 'p', attributes: { class: 'file-drop-text' } },
        ),
        input: input('s-file', 'file', '', { 'aria-label': 'Picture' }),
      },
      { attributes: { class: 'file-drop' } },
    ),
    container(
      {
        icon: icon('file-text'),
        name: container(
          { text: text('programme-2026.pdf') },
          { tag: 'span', attributes: { class: 'file-name' } },
        ),
        detail: container(
          { text: text('412 KB') },
          { tag: 'span', attributes: { class: 'file-detail' } },
        ),
        remove: {
          '#type': 'button',
          '#value': 'Remove programme-2026.pdf',
          '#icon': 'x',
          '#iconOnly': true,
          '#look': 'quiet',
          '#kind': 'button',
        },
      },
      { attributes: { class: 'file' } },
    ),
  ];
}

function tool(label: string, name: string, attributes: Attributes = {}): Element {
  return {
    '#type': 'button',
    '#value': label,
    '#icon': name,
    '#iconOnly': true,
    '#look': 'quiet',
    '#kind': 'button',
    '#attributes': attributes,
  };
}

function row(n: number, value: string, attributes: Attributes = {}): Element {
  return container(
    {
      handle: tool(`Move link ${n}`, 'grip-vertical', { class: 'row-handle' }),
      body: classed('row-body', {
        url: input(`s-row-${n}`, 'url', value, { 'aria-label': `Link ${n}` }),
      }),
      actions: classed('row-actions', {
        up: tool(`Move link ${n} up`, 'arrow-up', { disabled: n === 1 }),
        down: tool(`Move link ${n} down`, 'arrow-down', { disabled: n === 3 }),
        remove: tool(`Remove link ${n}`, 'trash-2'),
      }),
    },
    { tag: 'li', attributes: { class: 'row', ...attributes } },
  );
}

function rows(): Element {
  return container(
    {
      a: row(1, 'https://example.org/one'),
      b: row(2, 'https://example.org/two', { 'data-drop': 'after' }),
      c: row(3, 'https://example.org/three', { 'data-dragging': true }),
    },
    { tag: 'ol', attributes: { class: 'rows' } },
  );
}

function groups(): readonly Element[] {
  const range = {
    from: item('s-from', 'From', input('s-from', 'date', '2026-05-04')),
    to: item('s-to', 'To', input('s-to', 'date', '2026-05-06')),
  };
  return [
    {
      '#type': 'fieldset',
      '#legend': 'When',
      '#help': 'Both days count.',
      '#attributes': { id: 's-when-group', 'data-look': 'row' },
      '#children': range,
    },
    container(
      {
        summary: container({ text: text('Revision') }, { tag: 'summary' }),
        log: item('s-log', 'What did you change?', input('s-log', 'text')),
      },
      { tag: 'details', attributes: { class: 'form-details', open: true } },
    ),
    container(
      {
        summary: container({ text: text('Address of the page') }, { tag: 'summary' }),
        alias: item('s-alias', 'Alias', input('s-alias', 'text')),
      },
      { tag: 'details', attributes: { class: 'form-details' } },
    ),
  ];
}
