import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { InvalidInput } from '#base';
import type { Upload } from '#grammar/routes';
import {
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormElements, FormValues, ShownForm } from './index.ts';

const taken: string[] = [];
const forms = await openTestForms({
  clock: { now: () => new Date('2026-01-01') },
  takeUpload: async (_ctx, upload, { maxSize }) => {
    if (upload.size > maxSize) {
      throw new InvalidInput('file.too_large', 'Refused', {
        problems: [{ pointer: '', code: 'too_large', message: 'The file is too large.' }],
      });
    }
    taken.push(upload.filename);
    return `id of ${upload.filename}`;
  },
});
after(() => forms[Symbol.asyncDispose]());

/** Shows a form, changes what is entered, sends it. */
async function fill(
  elements: FormElements,
  changes: Readonly<Record<string, readonly string[]>>,
  uploads: Record<string, readonly Upload[]> = {},
) {
  const submitted: FormValues[] = [];
  const definition = {
    id: 'f',
    build: async () => ({ elements, actions: { save: { label: 'Save' } } }),
    submit: async (_ctx: unknown, _args: undefined, values: FormValues) => {
      submitted.push(values);
      return { kind: 'redirect' as const, to: '/' };
    },
  };
  const first = await forms.run(definition, undefined, getRequest());
  assert.ok(first.kind === 'form');
  const entered = enteredIn(first.element);
  for (const [name, values] of Object.entries(changes)) entered.set(name, [...values]);
  const answer = await forms.run(definition, undefined, postRequest(entered, { uploads }));
  const send = async (form: ShownForm, more: Readonly<Record<string, string[]>> = {}) => {
    const again = enteredIn(form.element);
    for (const [name, values] of Object.entries(more)) again.set(name, values);
    return forms.run(definition, undefined, postRequest(again));
  };
  return {
    values: submitted[0],
    problems: answer.kind === 'form' ? answer.problems.map((one) => one.code) : [],
    form: answer.kind === 'form' ? answer : undefined,
    send,
    submitted,
  };
}

describe('each kind of element', () => {
  const ab = [
    { value: 'a', label: 'A' },
    { value: 'b', label: 'B' },
  ];
  const cases: {
    what: string;
    element: FormElements[string];
    sent: readonly string[];
    value?: unknown;
    problem?: string;
  }[] = [
    { what: 'text', element: { kind: 'text', label: 'T' }, sent: ['Hé'], value: 'Hé' },
    { what: 'one line', element: { kind: 'text', label: 'T' }, sent: ['a\r\nb'], value: 'a b' },
    { what: 'lines', element: { kind: 'textarea', label: 'T' }, sent: ['a\r\nb'], value: 'a\nb' },
    {
      what: 'characters and not bytes are counted',
      element: { kind: 'text', label: 'T', maxLength: 2 },
      sent: ['😀😀'],
      value: '😀😀',
    },
    {
      what: 'text that is too long',
      element: { kind: 'text', label: 'T', maxLength: 2 },
      sent: ['abc'],
      problem: 'too_long',
    },
    { what: 'NUL', element: { kind: 'text', label: 'T' }, sent: ['a\0b'], problem: 'characters' },
    {
      what: 'half a character',
      element: { kind: 'textarea', label: 'T' },
      sent: ['a\ud800b'],
      problem: 'characters',
    },
    {
      what: 'mail without @',
      element: { kind: 'text', input: 'email', label: 'T' },
      sent: ['nobody'],
      problem: 'not_a_mail',
    },
    {
      what: 'a number as it was typed',
      element: { kind: 'number', label: 'T' },
      sent: [' 0.10000000000000000001 '],
      value: '0.10000000000000000001',
    },
    {
      what: 'no number',
      element: { kind: 'number', label: 'T' },
      sent: ['12a'],
      problem: 'not_a_number',
    },
    {
      what: 'a number that is too large',
      element: { kind: 'number', label: 'T', max: 9 },
      sent: ['1e999'],
      problem: 'too_large',
    },
    {
      what: 'no whole number',
      element: { kind: 'number', label: 'T', step: 1 },
      sent: ['1.5'],
      problem: 'not_whole',
    },
    {
      what: 'a step',
      element: { kind: 'number', label: 'T', step: 0.1 },
      sent: ['0.3'],
      value: '0.3',
    },
    {
      what: 'a day',
      element: { kind: 'date', label: 'T' },
      sent: ['2024-02-29'],
      value: '2024-02-29',
    },
    {
      what: '30 February',
      element: { kind: 'date', label: 'T' },
      sent: ['2023-02-30'],
      problem: 'not_a_date',
    },
    {
      what: 'a day and time',
      element: { kind: 'datetime', label: 'T' },
      sent: ['2026-01-31T12:30'],
      value: '2026-01-31T12:30',
    },
    {
      what: '25 o’clock',
      element: { kind: 'datetime', label: 'T' },
      sent: ['2026-01-31T25:00'],
      problem: 'not_a_date',
    },
    { what: 'a box', element: { kind: 'checkbox', label: 'T' }, sent: ['', '1'], value: true },
    {
      what: 'a box that was ticked and is not now',
      element: { kind: 'switch', label: 'T', default: true },
      sent: [''],
      value: false,
    },
    {
      what: 'a choice',
      element: { kind: 'radios', label: 'T', options: ab },
      sent: ['', 'b'],
      value: 'b',
    },
    {
      what: 'a choice that is none',
      element: { kind: 'select', label: 'T', options: ab },
      sent: ['c'],
      problem: 'not_an_option',
    },
    {
      what: 'choices in the order of the options',
      element: { kind: 'checkboxes', label: 'T', options: ab },
      sent: ['', 'b', 'a', 'b'],
      value: ['a', 'b'],
    },
    {
      what: 'no choices',
      element: { kind: 'multiselect', label: 'T', options: ab, default: ['a'] },
      sent: [''],
      value: [],
    },
    {
      what: 'what is disabled',
      element: { kind: 'text', label: 'T', disabled: true, default: 'kept' },
      sent: ['forged'],
      value: 'kept',
    },
    {
      what: 'what may not be seen',
      element: { kind: 'text', label: 'T', access: false, default: 'kept' },
      sent: ['forged'],
      value: 'kept',
    },
    {
      what: 'something missing',
      element: { kind: 'text', label: 'T', required: true },
      sent: [' '],
      problem: 'required',
    },
    {
      what: 'a box that must be ticked',
      element: { kind: 'checkbox', label: 'T', required: true },
      sent: [''],
      problem: 'required',
    },
  ];
  for (const { what, element, sent, value, problem } of cases) {
    test(`takes or refuses ${what}`, async () => {
      const { values, problems } = await fill({ x: element }, { x: sent });
      assert.deepEqual(problems, problem === undefined ? [] : [problem]);
      if (problem === undefined) assert.deepEqual(values, { x: value });
    });
  }
});

describe('autocomplete', () => {
  const elements: FormElements = {
    author: {
      kind: 'autocomplete',
      label: 'Author',
      source: '/authors',
      default: { value: 'id-ada', label: 'Ada' },
      lookup: async (typed) => (typed === 'Grace' ? 'id-grace' : undefined),
    },
  };
  test('keeps what was chosen, takes what a script chose, and looks up what was typed', async () => {
    assert.deepEqual((await fill(elements, {})).values, { author: 'id-ada' });
    const chosen = { author: ['id-1'], 'author[label]': ['One'], 'author[text]': ['One'] };
    assert.deepEqual((await fill(elements, chosen)).values, { author: 'id-1' });
    const typed = { 'author[text]': ['Grace'] };
    assert.deepEqual((await fill(elements, typed)).values, { author: 'id-grace' });
    assert.deepEqual((await fill(elements, { 'author[text]': [''] })).values, { author: '' });
  });
  test('keeps what was typed when there is nothing like it', async () => {
    const { problems, form } = await fill(elements, { 'author[text]': ['Nobody'] });
    assert.deepEqual(problems, ['not_found']);
    assert.ok(form);
    assert.deepEqual(enteredIn(form.element).get('author[text]'), ['Nobody']);
  });
});

function upload(filename: string, size = 10): Record<string, readonly Upload[]> {
  return { photo: [{ filename, size, mime: 'image/jpeg', path: '/dev/null' }] };
}

describe('files', () => {
  const elements: FormElements = {
    title: { kind: 'text', label: 'Title', required: true },
    photo: { kind: 'file', label: 'Photo', extensions: ['jpg'], maxSize: 1000, required: true },
  };
  test('a file that was taken is kept when something else is wrong, and is not sent again', async () => {
    taken.length = 0;
    const { problems, form, send, submitted } = await fill(elements, {}, upload('cat.jpg'));
    assert.deepEqual(problems, ['required']);
    assert.ok(form);
    assert.equal((await send(form, { title: ['Cat'] })).kind, 'redirect');
    assert.deepEqual(submitted, [{ title: 'Cat', photo: 'id of cat.jpg' }]);
    assert.deepEqual(taken, ['cat.jpg']);
  });
  test('a file that is refused leaves everything else as it was', async () => {
    const { problems, form } = await fill(elements, { title: ['Cat'] }, upload('cat.jpg', 5000));
    assert.deepEqual(problems, ['too_large']);
    assert.equal(form?.values['title'], 'Cat');
  });
  test('a file can be taken out', async () => {
    const { form, send } = await fill(elements, {}, upload('cat.jpg'));
    assert.ok(form);
    const again = await send(form, { title: ['Cat'], 'photo[remove]': ['1'] });
    assert.ok(again.kind === 'form');
    assert.deepEqual(
      again.problems.map((one) => one.pointer),
      ['/photo'],
    );
  });
});

describe('states', () => {
  const elements: FormElements = {
    online: { kind: 'checkbox', label: 'Online' },
    link: {
      kind: 'text',
      label: 'Link',
      required: true,
      states: { visible: { element: '/online', equals: true } },
    },
    kind: {
      kind: 'select',
      label: 'Kind',
      options: [{ value: 'paid', label: 'Paid' }],
      states: { visible: { element: '/online', equals: true } },
    },
    price: {
      kind: 'text',
      label: 'Price',
      default: '1',
      states: { visible: { element: 'kind', equals: 'paid' } },
    },
  };
  test('what is hidden is not needed and holds its default', async () => {
    const hidden = await fill(elements, { link: ['x'], kind: ['paid'], price: ['9'] });
    assert.deepEqual(hidden.values, { online: false, link: '', kind: '', price: '1' });
    const shown = await fill(elements, { online: ['1'], kind: ['paid'], price: ['9'] });
    assert.deepEqual(shown.problems, ['required']);
    const whole = { online: ['1'], kind: ['paid'], price: ['9'], link: ['x'] };
    const all = await fill(elements, whole);
    assert.deepEqual(all.values, { online: true, link: 'x', kind: 'paid', price: '9' });
  });
});

test('a filter takes its values from the address and has no token', async () => {
  const definition = {
    id: 'filter',
    build: async () => ({
      method: 'get' as const,
      elements: {
        q: { kind: 'text', label: 'Title' },
        mine: { kind: 'checkbox', label: 'Mine', default: true },
      } satisfies FormElements,
      actions: { filter: { label: 'Filter' } },
    }),
    submit: async () => ({ kind: 'redirect' as const, to: '/' }),
  };
  const at = async (url: string) => {
    const shown = await forms.run(definition, undefined, getRequest(url));
    return shown.kind === 'form' ? shown : assert.fail();
  };
  assert.deepEqual((await at('/list?page=2')).values, { q: '', mine: true });
  assert.deepEqual((await at('/list?q=cat&page=2')).values, { q: 'cat', mine: false });
  const names = [...allElements((await at('/list')).element)].map(
    (element) => '#name' in element && element['#name'],
  );
  assert.ok(!names.includes('_token'));
});

test('a form is built again from what was chosen, until it stands still', async () => {
  const submitted: FormValues[] = [];
  const definition = {
    id: 'field',
    build: async (_ctx: unknown, _args: undefined, values: FormValues | undefined) => ({
      elements: {
        type: {
          kind: 'select',
          label: 'Type',
          options: [{ value: 'list', label: 'List' }],
        },
        ...(values?.['type'] === 'list'
          ? { most: { kind: 'number', label: 'Most', default: '7' } as const }
          : {}),
      } satisfies FormElements,
      actions: { save: { label: 'Save' } },
    }),
    submit: async (_ctx: unknown, _args: undefined, values: FormValues) => {
      submitted.push(values);
      return { kind: 'redirect' as const, to: '/' };
    },
  };
  const first = await forms.run(definition, undefined, getRequest());
  assert.ok(first.kind === 'form');
  const entered = enteredIn(first.element);
  entered.set('type', ['list']);
  await forms.run(definition, undefined, postRequest(entered));
  assert.deepEqual(submitted, [{ type: 'list', most: '7' }]);
});

test('a form of another kind on the same page is only shown', async () => {
  const other = await fill({ x: { kind: 'text', label: 'X' } }, { _form: ['another'], x: ['y'] });
  assert.deepEqual(other.submitted, []);
  assert.equal(other.form?.status, 200);
});
