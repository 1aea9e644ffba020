import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { InvalidInput, isObject, sameJson } from '#base';
import { createTaps } from '#grammar/taps';
import * as fc from 'fast-check';
import {
  type Entered,
  allElements,
  enteredIn,
  getRequest,
  postRequest,
} from '../../../test/support/form-request.ts';
import { openTestForms } from '../../../test/support/forms.ts';
import { formElements, shapeProblems } from '../../../test/support/form-trees.ts';
import { type FormDefinition, type FormElements, formTaps, type FormValues } from './index.ts';

// A plugin changes every one of them, and the forms themselves notice nothing of it.
const taps = createTaps(formTaps);
taps.register({
  name: 'tides',
  taps: {
    form_alter: () => [
      { op: 'add', path: '/elements/tide', value: { kind: 'text', label: 'Tide' } },
      { op: 'reorder', path: '/elements', order: ['tide'] },
    ],
    form_validate: (input) => (isObject(input) && isObject(input['values']) ? [] : assert.fail()),
    form_submit: () => undefined,
  },
});
const forms = await openTestForms({
  taps,
  clock: { now: () => new Date('2026-01-01') },
  takeUpload: async (_ctx, upload) => {
    if (upload.size > 100) throw new InvalidInput('file.too_large', 'The file is too large.');
    return `file-${upload.filename}`;
  },
});
after(() => forms[Symbol.asyncDispose]());

function definitionOf(elements: FormElements) {
  const submitted: FormValues[] = [];
  const definition: FormDefinition<undefined> = {
    id: 'any',
    build: async () => ({
      elements,
      actions: { save: { label: 'Save' }, cancel: { label: 'Cancel', unvalidated: true } },
    }),
    submit: async (_ctx, _args, values) => {
      submitted.push(values);
      return { kind: 'redirect', to: '/' };
    },
  };
  return { definition, submitted };
}

async function shown(definition: FormDefinition<undefined>) {
  const answer = await forms.run(definition, undefined, getRequest());
  return answer.kind === 'form' ? answer : assert.fail('the form is shown');
}

const text = fc.oneof(
  fc.constantFrom('', 'a', 'known', '0', '1', '99999', '2023-02-30', '\0', '\ud800', '__proto__'),
  fc.string({ unit: 'binary' }),
);
const operation = fc
  .tuple(
    fc.constantFrom('add', 'remove', 'up', 'down', 'burn'),
    fc.constantFrom('/fields', '/a/0', '/a', '/title/1', '/fields/value', '', '/', '/__proto__'),
  )
  .map(([kind, path]) => `${kind}:${path}`);

test('whatever is sent to any form, the answer is a form or values in the shape of the form', async () => {
  await fc.assert(
    fc.asyncProperty(
      formElements,
      fc.array(fc.tuple(fc.nat(), fc.array(text, { maxLength: 4 })), { maxLength: 12 }),
      fc.option(operation),
      fc.constantFrom('save', 'cancel', 'nothing'),
      async (elements, changes, op, action) => {
        const { definition, submitted } = definitionOf(elements);
        const page = await shown(definition);
        assert.deepEqual(shapeProblems(elements, page.values), []);
        const entered = enteredIn(page.element);
        const names = [...entered.keys()].filter((name) => name !== '_token' && name !== '_form');
        const made = names.flatMap((name) => [`${name}[]`, `${name}[text]`, `${name}[0]`]);
        const targets = [...names, ...made, 'elsewhere', 'title[id]'];
        for (const [position, values] of changes) {
          entered.set(targets[position % targets.length] ?? 'elsewhere', values);
        }
        entered.set('_action', [action]);
        if (op) entered.set('_op', [op]);
        const upload = {
          filename: 'a\ud800.jpg',
          mime: 'image/jpeg',
          size: changes.length * 20,
          path: '/dev/null',
        };
        const uploads = Object.fromEntries(targets.map((name) => [name, [upload]]));
        const answer = await forms.run(definition, undefined, postRequest(entered, { uploads }));
        const values = answer.kind === 'form' ? answer.values : submitted[0];
        assert.deepEqual(shapeProblems(elements, values ?? {}), []);
        assert.equal(answer.kind === 'redirect', submitted.length === 1);
      },
    ),
    { numRuns: 400 },
  );
});

test('any body at all gives nothing but a form with problems', async () => {
  const body: fc.Arbitrary<Entered> = fc
    .array(fc.tuple(fc.oneof(text, fc.constantFrom('title', 'a', 'fields[a][]')), fc.array(text)))
    .map((entries) => new Map(entries));
  await fc.assert(
    fc.asyncProperty(formElements, body, async (elements, values) => {
      const { definition, submitted } = definitionOf(elements);
      const answer = await forms.run(definition, undefined, postRequest(values));
      assert.equal(answer.kind, 'form');
      assert.equal(submitted.length, 0);
    }),
    { numRuns: 200 },
  );
});

test('a form that is sent as it was shown is shown the same again', async () => {
  await fc.assert(
    fc.asyncProperty(formElements, async (elements) => {
      const { definition } = definitionOf(elements);
      const page = await shown(definition);
      const sent = postRequest(enteredIn(page.element).set('_op', ['none']));
      const again = await forms.run(definition, undefined, sent);
      assert.ok(again.kind === 'form');
      // The blank row that was shown is a row now.
      const once = await forms.run(
        definition,
        undefined,
        postRequest(enteredIn(again.element).set('_op', ['none'])),
      );
      assert.ok(once.kind === 'form');
      assert.ok(sameJson(once.values, again.values));
    }),
    { numRuns: 200 },
  );
});

test('ids and names are unique, and every label and link leads to something', async () => {
  await fc.assert(
    fc.asyncProperty(formElements, async (elements) => {
      const { definition } = definitionOf(elements);
      const page = await shown(definition);
      const sent = postRequest(enteredIn(page.element).set('_action', ['save']));
      const answer = await forms.run(definition, undefined, sent);
      if (answer.kind !== 'form') return;
      const ids = new Set<string>();
      for (const one of allElements(answer.element)) {
        const id = one['#type'] === 'form_item' ? one['#for'] : one['#attributes']?.['id'];
        // The control of a label has its id; a container says it again.
        if (typeof id !== 'string' || one['#type'] === 'input') continue;
        assert.ok(!ids.has(id), `twice ${id}`);
        ids.add(id);
      }
      for (const one of allElements(answer.element)) {
        if (one['#type'] === 'link') assert.ok(ids.has(one['#url'].slice(1)), one['#url']);
      }
    }),
    { numRuns: 200 },
  );
});
