import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Json, JsonObject } from '#base';
import { systemContext } from '#grammar/access';
import type { FormElement } from '#grammar/forms';
import { formatProblems } from './check-formats.ts';
import type { FieldValues } from './field-definition.ts';
import { enteredFieldValues, fieldElements, type FormField } from './field-form.ts';
import { createFieldTypes } from './field-types.ts';
import { settleFieldValues } from './settle-field-values.ts';
import { validateFieldValues } from './validate-field-values.ts';

const types = createFieldTypes();
const { settings: definition } = types.get('compound');
const ID = '01980c2e-7d5a-7c3e-9f04-2b7a5f0d9c11';

function wrongs(settings: JsonObject): readonly string[] {
  return definition.validate(settings).map(({ pointer, code }) => `${pointer} ${code}`);
}

function nestedCompounds(depth: number): JsonObject {
  let fields: Json = [{ name: 'x', type: 'text' }];
  for (let i = 1; i < depth; i += 1) {
    fields = [{ name: 'x', type: 'compound', settings: { fields } }];
  }
  return { fields };
}

const speakers: FormField = {
  name: 'speakers',
  label: 'Speakers',
  help: '',
  fieldType: 'compound',
  cardinality: -1,
  required: false,
  settings: {
    fields: [
      { name: 'who', label: 'Who', type: 'text', required: true },
      { name: 'about', label: 'About', type: 'long_text' },
      { name: 'links', label: 'Links', type: 'link', cardinality: 2 },
      { name: 'paid', label: 'Paid', type: 'boolean' },
      { name: 'photo', label: 'Photo', type: 'image' },
    ],
  },
  widget: { name: 'fieldset', settings: {} },
};

it('takes groups in groups five deep, and not six', () => {
  assert.deepEqual(wrongs(nestedCompounds(5)), []);
  const [problem] = definition.validate(nestedCompounds(6));
  assert.equal(problem?.code, 'too_deep');
  assert.match(problem?.pointer ?? '', /^(\/fields\/0\/settings){4}\/fields\/0\/type$/);
  assert.deepEqual(wrongs(nestedCompounds(200)), [' too_deep']);
});

it('says what is wrong with the fields of a group, each at its place', () => {
  assert.deepEqual(wrongs({}), ['/fields setting']);
  assert.deepEqual(wrongs({ fields: [] }), ['/fields setting']);
  assert.deepEqual(
    wrongs({
      fields: [
        { name: 'a', type: 'txt' },
        { name: 'A b', type: 'text' },
        { name: 'c', type: 'text', cardinality: 0, required: 'yes', colour: 'red' },
        { name: 'd', type: 'integer', settings: { min: 5, max: 1 } },
        { name: 'd', type: 'text', settings: { max_length: -1 }, widget: 'switch' },
        'text',
      ],
    }),
    [
      '/fields/0/type setting',
      '/fields/1/name setting',
      '/fields/2/colour unknown_key',
      '/fields/2/required setting',
      '/fields/2/cardinality setting',
      '/fields/3/settings/max setting',
      '/fields/4/name setting',
      '/fields/4/widget setting',
      '/fields/4/settings/max_length setting',
      '/fields/5 type',
    ],
  );
});

it('makes machine names of labels, and drops settings of another type', () => {
  const parsed = definition.parse({
    fields: [
      {
        label: 'Call for Papers (URL)',
        name: '',
        type: 'link',
        help: '',
        cardinality: '',
        required: true,
        settings: { max_length: '7', title: 'none' },
        widget: 'text',
        formatter: 'link',
      },
    ],
  });
  assert.deepEqual(parsed, {
    fields: [
      {
        name: 'call_for_papers_url',
        label: 'Call for Papers (URL)',
        type: 'link',
        required: true,
        cardinality: -1,
        settings: { title: 'none', kind: 'any' },
        formatter: 'link',
      },
    ],
  });
  assert.deepEqual(definition.validate(parsed), []);
});

it('nests the elements of its form as its values are nested', () => {
  const values = {
    speakers: [{ who: { value: 'Ann' }, links: [{ uri: '/a', title: '' }] }],
  };
  const view = { ctx: systemContext(), resolve: () => undefined, formats: [], timeZone: 'UTC' };
  const elements = fieldElements([speakers], values, types, view);

  const at = (...path: readonly (string | number)[]): FormElement => {
    let element: FormElement = { kind: 'group', elements };
    for (const key of path) {
      const inner: FormElement | undefined =
        element.kind === 'group'
          ? element.elements[key]
          : element.kind === 'rows'
            ? element.rows[Number(key)]
            : undefined;
      assert.ok(inner, path.join('/'));
      element = inner;
    }
    return element;
  };
  for (const [path, kind] of [
    ['speakers/0/who/value', 'text'],
    ['speakers/0/about/value', 'textarea'],
    ['speakers/0/links/0/uri', 'text'],
    ['speakers/0/paid/value', 'switch'],
    ['speakers/0/photo/file_id', 'file'],
    ['speakers/0/photo/alt', 'text'],
  ] as const) {
    assert.equal(at(...path.split('/')).kind, kind, path);
  }
  const rows = at('speakers');
  assert.ok(rows.kind === 'rows');
  assert.ok(rows.isEmpty({ who: { value: '' }, paid: { value: false } }));
  assert.ok(!rows.isEmpty({ who: { value: '' }, links: [{ uri: '/a', title: '' }] }));
});

it('asks for nothing in a group that may stay empty, and says what it needs otherwise', () => {
  const view = { ctx: systemContext(), resolve: () => undefined, formats: [], timeZone: 'UTC' };
  for (const required of [true, false]) {
    const one = { ...speakers, cardinality: 1, required };
    const group = fieldElements([one], {}, types, view)['speakers'];
    assert.ok(group?.kind === 'group');
    const who = group.elements['who'];
    assert.ok(who?.kind === 'group' && who.elements['value']?.kind === 'text');
    assert.equal(who.elements['value'].required ?? false, required);
    const hint = required ? undefined : 'Required where any of this is filled in.';
    assert.equal(who.elements['value'].help, hint);
    const input = enteredFieldValues([one], { speakers: { who: { value: '' } } }, types, 'UTC');
    assert.equal(validateFieldValues([one], input, types).ok, !required);
  }
});

it('keeps the number of a row in its problems, whatever rows are empty', () => {
  const entered = {
    speakers: [
      { who: { value: '' } },
      { who: { value: 'x'.repeat(300) } },
      { links: [{ uri: '/' }] },
    ],
  };
  const input = enteredFieldValues([speakers], entered, types, 'UTC');
  const checked = validateFieldValues([speakers], input, types);
  assert.ok(!checked.ok);
  assert.deepEqual(
    checked.problems.map(({ pointer, code }) => `${pointer} ${code}`),
    ['/fields/speakers/1/who/value too_long', '/fields/speakers/2/who/value required'],
  );
});

it('leaves alone what a form did not ask for', () => {
  assert.deepEqual(enteredFieldValues([speakers], {}, types, 'UTC'), {});
  assert.deepEqual(enteredFieldValues([speakers], { speakers: [] }, types, 'UTC'), {
    speakers: [],
  });
});

it('learns the size of pictures from their files, and refuses files that do not fit', () => {
  const photo = { file_id: ID, alt: 'Ann', title: '', width: null, height: null };
  const values = { speakers: [{ who: { value: 'Ann' }, photo }] };
  const settled = settleFieldValues([speakers], values, types, () => ({
    label: 'ann.png',
    mime: 'image/png',
    width: 20,
    height: 10,
  }));
  assert.deepEqual(settled, {
    ok: true,
    value: {
      speakers: [{ who: { value: 'Ann' }, photo: { ...photo, width: 20, height: 10 } }],
    },
  });
  for (const file of [
    { label: 'ann.svg', mime: 'image/svg+xml' },
    { label: 'ann.png', mime: 'text/html' },
    { label: 'ann.png', mime: 'image/png', size: 1e9 },
  ]) {
    const refused = settleFieldValues([speakers], values, types, () => file);
    assert.ok(!refused.ok);
    assert.equal(refused.problems[0]?.pointer, '/fields/speakers/0/photo/file_id');
  }
  // A file that is gone was reported before: nothing more is known about it here.
  const unknown = settleFieldValues([speakers], values, types, () => undefined);
  assert.deepEqual(unknown, { ok: true, value: values });
});

function textIn(value: string, format: string): FieldValues {
  return { speakers: [{ who: { value: 'Ann' }, about: { value, format } }] };
}

it('lets people write only in text formats that they may use, and keep what is there', () => {
  const allowed = ['plain_text'];
  const full = textIn('<b>x</b>', 'full_html');
  assert.deepEqual(formatProblems([speakers], textIn('x', 'plain_text'), types, allowed), []);
  assert.deepEqual(
    formatProblems([speakers], full, types, allowed).map(({ pointer }) => pointer),
    ['/fields/speakers/0/about/format'],
  );
  assert.deepEqual(formatProblems([speakers], full, types, allowed, full), []);
  assert.equal(
    formatProblems([speakers], textIn('<i>', 'full_html'), types, allowed, full).length,
    1,
  );
});

it('shows a text in a format that one may not use without letting it be changed', () => {
  const about: FormField = {
    ...speakers,
    name: 'about',
    fieldType: 'long_text',
    cardinality: 1,
    settings: {},
  };
  const formats = [{ value: 'plain_text', label: 'Plain text' }];
  const view = { ctx: systemContext(), resolve: () => undefined, formats, timeZone: 'UTC' };
  const values = { about: { value: '<b>x</b>', format: 'full_html' } };
  const locked = fieldElements([about], values, types, view)['about'];
  assert.ok(locked?.kind === 'group');
  const { value, format } = locked.elements;
  assert.ok(value?.kind === 'textarea' && value.disabled);
  assert.ok(format?.kind === 'hidden' && format.default === 'full_html');
});
