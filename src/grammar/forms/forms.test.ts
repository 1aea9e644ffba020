import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { InvalidInput } from '#base';
import {
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import type { FormDefinition, FormElements, FormValues } from './index.ts';

const elements: FormElements = {
  title: { kind: 'text', label: 'Title', required: true, maxLength: 20, default: 'Hello' },
  body: { kind: 'textarea', label: 'Body', default: 'One\nTwo' },
  kind: {
    kind: 'select',
    label: 'Kind',
    options: [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ],
  },
  promote: { kind: 'checkbox', label: 'Promote', default: true },
  fields: {
    kind: 'group',
    elements: {
      tags: {
        kind: 'rows',
        label: 'Tags',
        rows: [{ kind: 'text', label: 'Tag', default: 'red' }],
        blank: { kind: 'text', label: 'Tag' },
        addLabel: 'Add another tag',
        isEmpty: (value) => value === '',
      },
    },
  },
};

let now = new Date();
const forms = await openTestForms({ clock: { now: () => now }, takeUpload: async () => 'file' });
after(() => forms[Symbol.asyncDispose]());

function demo(more: Partial<FormDefinition<undefined>> = {}) {
  const submitted: FormValues[] = [];
  const definition: FormDefinition<undefined> = {
    id: 'demo',
    build: async () => ({ elements, actions: { save: { label: 'Save' } } }),
    submit: async (_ctx, _args, values) => {
      submitted.push(values);
      return { kind: 'redirect', to: '/done' };
    },
    ...more,
  };
  now = new Date('2026-01-01T10:00:00Z');
  const later = (hours: number) => void (now = new Date(now.getTime() + hours * 3_600_000));
  const show = async () => {
    const shown = await forms.run(definition, undefined, getRequest());
    assert.equal(shown.kind, 'form');
    return shown.kind === 'form' ? shown : assert.fail();
  };
  const send = (values: Map<string, readonly string[]>, fragment?: string) =>
    forms.run(
      definition,
      undefined,
      postRequest(values, fragment === undefined ? {} : { fragment }),
    );
  return { submitted, later, show, send };
}

test('a form that is sent as it was shown holds its defaults', async () => {
  const { show, send, submitted } = demo();
  const done = await send(enteredIn((await show()).element));
  assert.deepEqual(done, { kind: 'redirect', to: '/done' });
  assert.deepEqual(submitted, [
    {
      title: 'Hello',
      body: 'One\nTwo',
      kind: '',
      promote: true,
      fields: { tags: ['red'] },
    },
  ]);
});

test('what was entered stays when something is missing, and the problem stands beside it', async () => {
  const { show, send, submitted } = demo();
  const entered = enteredIn((await show()).element);
  entered.set('title', [' ']).set('body', ['Kept']).set('kind', ['b']).set('promote', ['']);
  const again = await send(entered);
  assert.ok(again.kind === 'form');
  assert.equal(again.status, 422);
  assert.equal(submitted.length, 0);
  assert.deepEqual(again.values, {
    title: ' ',
    body: 'Kept',
    kind: 'b',
    promote: false,
    fields: { tags: ['red'] },
  });
  const item = [...allElements(again.element)].find(
    (element) => element['#type'] === 'form_item' && element['#for'] === 'demo-title',
  );
  assert.deepEqual(item?.['#type'] === 'form_item' && item['#problems'], ['Title is required.']);
  const link = [...allElements(again.element)].find((element) => element['#type'] === 'link');
  assert.equal(link?.['#type'] === 'link' && link['#url'], '#demo-title');
});

test('adding a row keeps what was typed and checks nothing', async () => {
  const { show, send } = demo();
  const entered = enteredIn((await show()).element);
  entered.set('title', ['']).set('fields[tags][0]', ['blue']).set('_op', ['add:/fields/tags']);
  const page = await send(entered);
  assert.ok(page.kind === 'form');
  assert.equal(page.status, 200);
  assert.deepEqual(page.values['fields'], { tags: ['blue', ''] });
  const part = await send(entered, 'demo-fields-tags');
  assert.equal(part.kind, 'fragment');
});

test('a form that was open for too long comes back with everything and a fresh token', async () => {
  const { show, send, later, submitted } = demo();
  const entered = enteredIn((await show()).element);
  entered.set('title', ['Typed for a day']);
  later(25);
  const again = await send(entered);
  assert.ok(again.kind === 'form');
  assert.equal(again.status, 422);
  assert.match(again.problems[0]?.message ?? '', /open for too long/);
  assert.equal((await send(enteredIn(again.element))).kind, 'redirect');
  assert.equal(submitted[0]?.['title'], 'Typed for a day');
});

test('a form that comes without a token is shown with everything and not saved', async () => {
  const { show, send, submitted } = demo();
  const entered = enteredIn((await show()).element);
  entered.set('title', ['Typed before']);
  entered.delete('_token');
  const again = await send(entered);
  assert.ok(again.kind === 'form');
  assert.match(again.problems[0]?.message ?? '', /Nothing is saved yet/);
  assert.equal(submitted.length, 0);
  assert.equal((await send(enteredIn(again.element))).kind, 'redirect');
  assert.equal(submitted[0]?.['title'], 'Typed before');
});

test('what an operation refuses stands beside the element that it is about', async () => {
  const { show, send } = demo({
    submit: async () => {
      throw new InvalidInput('item.invalid', 'No', {
        problems: [
          { pointer: '/fields/tags/0/value', code: 'bad', message: 'Not a tag.' },
          { pointer: '/elsewhere', code: 'bad', message: 'Something else.' },
        ],
      });
    },
  });
  const again = await send(enteredIn((await show()).element));
  assert.ok(again.kind === 'form');
  const items = [...allElements(again.element)].filter((one) => one['#type'] === 'form_item');
  const tag = items.find((item) => item['#for'] === 'demo-fields-tags-0');
  assert.deepEqual(tag?.['#problems'], ['Not a tag.']);
  const summary = [...allElements(again.element)].find((one) => one['#type'] === 'notice');
  assert.match(JSON.stringify(summary), /Something else/);
});

test('nobody is told that a password is still there, which never is', async () => {
  const summaryOf = async (more: FormElements) => {
    const actions = { save: { label: 'Save' } };
    const { show, send } = demo({ build: async () => ({ elements: more, actions }) });
    const again = await send(enteredIn((await show()).element));
    assert.ok(again.kind === 'form');
    const notice = [...allElements(again.element)].find((one) => one['#type'] === 'notice');
    return notice?.['#type'] === 'notice' ? notice['#value'] : assert.fail();
  };
  const name = { kind: 'text', label: 'Name', required: true } as const;
  const password = { kind: 'text', label: 'Password', input: 'password' } as const;
  assert.equal(await summaryOf({ name }), 'There is a problem. What you entered is still here.');
  assert.equal(
    await summaryOf({ name, password }),
    'There is a problem. Type the password again; what else you entered is still here.',
  );
});
