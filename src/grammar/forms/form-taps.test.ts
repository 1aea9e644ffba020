import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import type { Operation } from '#base';
import { systemContext } from '#grammar/access';
import { createTaps, type PluginHandlers } from '#grammar/taps';
import { enteredIn, getRequest, postRequest } from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import { type FormDefinition, type FormTree, formTaps, type FormValues } from './index.ts';

const taps = createTaps(formTaps);
const forms = await openTestForms({ taps });
after(() => forms[Symbol.asyncDispose]());

const tree: FormTree = {
  elements: {
    name: { kind: 'text', label: 'Name', required: true, default: 'Ada' },
    secret: { kind: 'text', label: 'Salary', default: '12', access: false },
    word: { kind: 'text', input: 'password', label: 'Password' },
    about: {
      kind: 'group',
      label: 'About',
      transparent: true,
      elements: { born: { kind: 'number', label: 'Born', max: Infinity, default: '1815' } },
    },
    place: {
      kind: 'group',
      look: 'fieldset',
      label: 'Place',
      elements: { town: { kind: 'text', label: 'Town', default: 'London' } },
    },
    rights: {
      kind: 'group',
      transparent: true,
      sealed: true,
      elements: { admin: { kind: 'switch', label: 'Administrator' } },
    },
    tags: {
      kind: 'rows',
      label: 'Tags',
      rows: [],
      blank: { kind: 'text', label: 'Tag' },
      addLabel: 'Add',
      isEmpty: (value) => value === '',
    },
  },
  actions: {
    save: { label: 'Save' },
    cancel: { label: 'Cancel', unvalidated: true },
    purge: { label: 'Purge', access: false },
  },
};

const submitted: FormValues[] = [];
const checked: FormValues[] = [];
const person: FormDefinition<undefined> = {
  id: 'person',
  build: async () => tree,
  async validate(_ctx, _args, values) {
    checked.push(values);
    return [];
  },
  async submit(_ctx, _args, values) {
    submitted.push(values);
    return { kind: 'redirect', to: '/people' };
  },
};

const logged: string[] = [];
type Part = { readonly pointer: string; readonly why: string };
type Fields = { readonly pointer?: string; readonly parts?: readonly Part[] };
function write({ pointer = '', parts = [{ pointer, why: '' }] }: Fields, text: string): void {
  logged.push(...parts.map((part) => `${part.pointer} ${part.why || text}`));
}
const base = systemContext();
const ctx = { ...base, log: { ...base.log, warn: write, error: write } } as typeof base;

let plugin: Disposable | undefined;
function answer(handlers: PluginHandlers['taps']): void {
  plugin = taps.register({ name: 'tides', taps: handlers });
}
const alter = (...operations: Operation[]) => answer({ form_alter: () => operations });

beforeEach(() => {
  plugin?.[Symbol.dispose]();
  submitted.length = 0;
  checked.length = 0;
  logged.length = 0;
});

async function shown(definition = person) {
  const answered = await forms.run(definition, undefined, { ...getRequest(), ctx });
  return answered.kind === 'form' ? answered.element : assert.fail();
}

async function send(changes: Readonly<Record<string, readonly string[]>>) {
  const values = new Map<string, readonly string[]>(enteredIn(await shown()));
  for (const [name, value] of Object.entries(changes)) values.set(name, value);
  return forms.run(person, undefined, { ...postRequest(values), ctx });
}

const OWN = {
  name: 'Ada',
  secret: '12',
  word: 'open sesame',
  born: '1815',
  admin: false,
  place: { town: 'London' },
  tags: ['sea'],
};
const TYPED = { word: ['open sesame'], 'tags[]': ['0'], 'tags[0]': ['sea'] };

describe('a plugin', () => {
  test('can have nothing saved that nobody saw', async () => {
    alter(
      { op: 'set', path: '/elements/name/default', value: 'Eve' },
      { op: 'set', path: '/elements/name/access', value: false },
      { op: 'set', path: '/elements/about/elements/born/default', value: '1' },
      { op: 'set', path: '/elements/about/access', value: false },
      { op: 'set', path: '/elements/word/default', value: 'known to all' },
    );
    await send(TYPED);
    assert.deepEqual(submitted, [OWN]);
    assert.match(logged.join(), /chooses a password/);
  });

  test('gives nobody rights: what is sealed it is not shown, nor told, nor can it stand in for it', async () => {
    let seen = '';
    const told: unknown[] = [];
    const tell = (input: unknown) => void told.push(input);
    const add = (path: string) =>
      ({ op: 'add', path, value: { kind: 'hidden', default: 'on' } }) as const;
    answer({
      form_alter(input) {
        seen = JSON.stringify(input);
        return [
          add('/elements/rights'),
          add('/elements/admin'),
          add('/elements/about/elements/admin'),
          { op: 'set', path: '/elements/rights/access', value: true },
        ];
      },
      form_validate: tell,
      form_submit: tell,
    });
    await send(TYPED);
    assert.deepEqual(submitted, [OWN]);
    assert.doesNotMatch(seen + JSON.stringify(told), /admin|rights/i);
    assert.equal(told.length, 2);
  });

  test('is shown a form as JSON, without what nobody may see and what stands in rows', async () => {
    let seen: unknown;
    answer({ form_alter: (input) => void (seen = input) });
    await shown();
    assert.deepEqual(seen, {
      id: 'person',
      form: {
        elements: {
          name: { kind: 'text', label: 'Name', required: true, default: 'Ada' },
          word: { kind: 'text', input: 'password', label: 'Password' },
          about: {
            kind: 'group',
            label: 'About',
            transparent: true,
            elements: { born: { kind: 'number', label: 'Born', max: null, default: '1815' } },
          },
          place: {
            kind: 'group',
            look: 'fieldset',
            label: 'Place',
            elements: { town: { kind: 'text', label: 'Town', default: 'London' } },
          },
          tags: { kind: 'rows', label: 'Tags', addLabel: 'Add' },
        },
        actions: { save: { label: 'Save' }, cancel: { label: 'Cancel', unvalidated: true } },
      },
    });
  });

  test('changes elements and adds its own, whose values the form itself never sees', async () => {
    const told: unknown[] = [];
    answer({
      form_alter: () => [
        { op: 'set', path: '/elements/name/label', value: 'Full name' },
        { op: 'add', path: '/elements/boat', value: { kind: 'text', label: 'Boat' } },
        {
          op: 'add',
          path: '/elements/about/elements/harbour',
          value: { kind: 'checkbox', label: 'Harbour' },
        },
        {
          op: 'add',
          path: '/elements/place/elements/pier',
          value: { kind: 'number', label: 'Pier' },
        },
        { op: 'set', path: '/elements/tags/label', value: 'Words' },
      ],
      form_validate: (input) => void told.push(input),
      form_submit: (input) => void told.push(input),
    });
    const page = JSON.stringify(await shown());
    for (const text of ['Full name', 'Boat', 'Harbour', 'Pier', 'Words']) {
      assert.ok(page.includes(text), text);
    }
    const entered = { ...TYPED, boat: ['Beagle'], harbour: ['1'], 'place[pier]': ['7'] };
    assert.deepEqual(await send(entered), { kind: 'redirect', to: '/people' });
    assert.deepEqual([...checked, ...submitted], [OWN, OWN]);
    const { word: _word, secret: _secret, admin: _admin, ...seen } = OWN;
    const values = { ...seen, boat: 'Beagle', harbour: true, place: { town: 'London', pier: '7' } };
    const expected = { id: 'person', action: 'save', values };
    assert.deepEqual(told, [expected, expected]);
  });

  test('renames neither a button nor what stands over something sealed', async () => {
    const pay: FormDefinition<undefined> = {
      ...person,
      build: async () => ({
        ...tree,
        elements: {
          bank: {
            kind: 'group',
            look: 'fieldset',
            label: 'Your bank',
            elements: {
              code: { kind: 'text', label: 'Code', sealed: true },
              note: { kind: 'text', label: 'Note' },
            },
          },
        },
      }),
    };
    alter(
      { op: 'set', path: '/actions/save/label', value: 'Cancel' },
      { op: 'set', path: '/actions/save/look', value: 'danger' },
      { op: 'set', path: '/elements/bank/label', value: 'Your hobbies' },
      { op: 'set', path: '/elements/bank/help', value: 'Write it here' },
      { op: 'set', path: '/elements/bank/elements/code/label', value: 'Colour' },
      { op: 'set', path: '/elements/bank/elements/note/label', value: 'Remark' },
    );
    const page = JSON.stringify(await shown(pay));
    for (const text of ['Save', 'Your bank', 'Code', 'Remark'])
      assert.ok(page.includes(text), text);
    assert.doesNotMatch(page, /hobbies|Colour|Write it here|danger/);
    const places = logged.map((line) => line.split(' ')[0]);
    assert.deepEqual(
      new Set(places),
      new Set([
        '/actions/save/label',
        '/actions/save/look',
        '/elements/bank/elements/code/label',
        '/elements/bank/help',
        '/elements/bank/label',
      ]),
    );
  });

  test('takes out an element, which then holds its default', async () => {
    alter({ op: 'remove', path: '/elements/name' }, { op: 'remove', path: '/actions/cancel' });
    const page = JSON.stringify(await shown());
    assert.doesNotMatch(page, /"Name"|Cancel/);
    await send({ ...TYPED, name: ['Eve'] });
    assert.deepEqual(submitted, [OWN]);
  });

  test('puts elements in another order', async () => {
    alter({ op: 'reorder', path: '/elements', order: ['tags', 'place'] });
    const page = await shown();
    const names = [...enteredIn(page).keys()].filter((name) => !name.startsWith('_'));
    assert.deepEqual(names, ['tags[]', 'tags[0]', 'place[town]', 'admin', 'name', 'word', 'born']);
    const weights = JSON.stringify(page).match(/"#weight":\d/g);
    assert.equal(weights?.length, 5);
  });

  test('cannot reach what is not for it; the rest of what it wants is done, and why is logged', async () => {
    alter(
      { op: 'set', path: '/elements/secret/access', value: true },
      { op: 'add', path: '/elements/secret', value: { kind: 'text', label: 'Mine' } },
      { op: 'set', path: '/elements/name/label', value: 5 },
      { op: 'set', path: '/elements/name/kind', value: 'number' },
      { op: 'set', path: '/elements/tags/isEmpty', value: 'true' },
      { op: 'set', path: '/elements/word/input', value: 'text' },
      {
        op: 'add',
        path: '/elements/find',
        value: { kind: 'autocomplete', label: 'Find', source: '/' },
      },
      {
        op: 'add',
        path: '/elements/ask',
        value: { kind: 'text', label: 'Again', input: 'password' },
      },
      {
        op: 'add',
        path: '/elements/both',
        value: { kind: 'group', elements: { 'a b': { kind: 'text', label: 'A' } } },
      },
      {
        op: 'add',
        path: '/elements/raw',
        value: {
          kind: 'static',
          element: { '#type': 'input', '#input': 'hidden', '#name': '_op' },
        },
      },
      { op: 'add', path: '/actions/destroy', value: { label: 'Destroy' } },
      { op: 'set', path: '/actions/save/unvalidated', value: true },
      { op: 'remove', path: '/elements/word' },
      { op: 'add', path: '/elements/word', value: { kind: 'text', label: 'Mine' } },
      { op: 'set', path: '/elements/place', value: { kind: 'group', elements: {} } },
      { op: 'set', path: '/elements', value: {} },
      { op: 'set', path: '/method', value: 'get' },
      { op: 'set', path: '/elements/name/label', value: 'Full name' },
    );
    const page = JSON.stringify(await shown());
    assert.match(page, /Full name/);
    assert.doesNotMatch(page, /Mine|Salary|Again|Find|Destroy|"#name":"_op","#value"/);
    const places = logged.map((line) => line.split(' ')[0]);
    assert.deepEqual(places, [
      '/elements/secret/access',
      '/elements/name/label',
      '/elements/name/kind',
      '/elements/tags/isEmpty',
      '/elements/word/input',
      '/elements/find',
      '/elements/ask',
      '/elements/both',
      '/elements/raw',
      '/actions/destroy',
      '/actions/save/unvalidated',
      '/elements/place',
      '/elements',
      '/method',
      '/secret',
      '/word',
    ]);
    await send({ ...TYPED, secret: ['99'], name: [''] });
    assert.deepEqual(submitted, []);
    await send({ ...TYPED, secret: ['99'] });
    assert.deepEqual(submitted, [OWN]);
  });

  test('says what is wrong, which is shown beside the element', async () => {
    const problem = { pointer: '/place/town', code: 'inland', message: 'No sea there.' };
    answer({ form_validate: () => [problem] });
    const again = await send(TYPED);
    assert.ok(again.kind === 'form');
    assert.deepEqual(again.problems, [problem]);
    assert.deepEqual(submitted, []);
  });

  test('that fails while it checks keeps the form from being done', async () => {
    answer({
      form_validate: () => {
        throw new Error('No wind.');
      },
    });
    await assert.rejects(send(TYPED), /The plugin “tides” failed at “form_validate”/);
    assert.deepEqual(submitted, []);
  });

  test('that fails after the form is done undoes nothing, and somebody is told', async () => {
    answer({
      form_submit: () => {
        throw new Error('No wind.');
      },
    });
    const done = await send(TYPED);
    assert.ok(done.kind === 'redirect');
    assert.match(done.messages?.[0]?.text ?? '', /“tides” does besides could not be done/);
    assert.equal(submitted.length, 1);
    assert.match(logged.join(), /A plugin failed/);
  });

  test('is not asked about a form that somebody leaves', async () => {
    let asked = 0;
    const count = () => void (asked += 1);
    answer({ form_validate: count, form_submit: count });
    await send({ ...TYPED, _action: ['cancel'] });
    assert.equal(asked, 0);
  });

  test('that fails while it changes a form leaves it as it was', async () => {
    answer({ form_alter: () => [{ op: 'burn', path: '/elements/name' }] });
    assert.match(JSON.stringify(await shown()), /"Name"/);
    assert.match(logged.join(), /A plugin failed/);
  });
});

test('a sealed form is none of the plugins’ business', async () => {
  const fail = () => assert.fail('a plugin is asked');
  answer({ form_alter: fail, form_validate: fail, form_submit: fail });
  const sealed = { ...person, sealed: true };
  const form = await forms.run(sealed, undefined, { ...getRequest(), ctx });
  const entered = form.kind === 'form' ? enteredIn(form.element) : assert.fail();
  const done = await forms.run(sealed, undefined, { ...postRequest(entered), ctx });
  assert.equal(done.kind, 'redirect');
  assert.deepEqual(logged, []);
});
