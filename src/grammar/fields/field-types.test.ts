import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type JsonObject, isObject } from '#base';
import { systemContext } from '#grammar/access';
import type { FormElement, FormValue } from '#grammar/forms';
import * as fc from 'fast-check';
import { Check } from 'typebox/value';
import { fieldCases } from '../../../test/support/field-cases.ts';
import type { FieldType, FieldView, WidgetView } from './field-type.ts';
import { createFieldTypes } from './field-types.ts';

/** What every field type promises, tried on each of them. */

const types = createFieldTypes();
const RUNS = { numRuns: 60 };

/** What a form would send back if nobody touched it. */
function untouched(element: FormElement): FormValue {
  switch (element.kind) {
    case 'group':
      return Object.fromEntries(
        Object.entries(element.elements)
          .filter(([, inner]) => inner.kind !== 'static')
          .flatMap(([name, inner]): (readonly [string, FormValue])[] => {
            const value = untouched(inner);
            return inner.kind === 'group' && inner.transparent && isObject(value)
              ? Object.entries(value)
              : [[name, value]];
          }),
      );
    case 'rows':
      return element.rows.map(untouched).filter((row) => !element.isEmpty(row));
    case 'checkbox':
    case 'switch':
      return element.default ?? false;
    case 'checkboxes':
    case 'multiselect':
      return element.default ?? [];
    case 'autocomplete':
      return element.default?.value ?? '';
    case 'file':
      return element.default?.id ?? '';
    case 'static':
      return '';
    default:
      return element.default ?? '';
  }
}

function fieldView(settings: JsonObject): FieldView {
  return {
    ctx: systemContext(),
    settings,
    resolve: (type, id) =>
      id.startsWith('0') ? undefined : { label: `${type} of that name`, url: `/${type}/${id}` },
  };
}

function widgetView(settings: JsonObject): WidgetView {
  return {
    ...fieldView(settings),
    label: 'Field',
    help: '',
    required: false,
    widgetSettings: {},
    timeZone: 'Europe/Berlin',
    formats: ['plain_text', 'filtered_html', 'full_html'].map((value) => ({ value, label: value })),
  };
}

function stored(type: FieldType, input: unknown, settings: JsonObject): JsonObject {
  const checked = type.validate(input, settings);
  assert.ok(checked.ok, `${JSON.stringify(input)}: ${JSON.stringify(checked)}`);
  return checked.value;
}

/** `expect` for every value of the generator, as it is stored. */
function forAll(
  { type: name, settings, right }: (typeof fieldCases)[number],
  expect: (value: JsonObject, type: FieldType) => void,
): void {
  const type = types.get(name);
  fc.assert(
    fc.property(right, (input) => expect(stored(type, input, settings), type)),
    RUNS,
  );
}

it('tries every field type there is', () => {
  const tried = new Set(fieldCases.map((one) => one.type));
  assert.deepEqual(
    types.list().filter((type) => !tried.has(type.name)),
    [],
  );
});

for (const one of fieldCases) {
  const { settings, wrong } = one;
  describe(`${one.type} ${JSON.stringify(settings).slice(0, 60)}`, () => {
    it('stores what JSON can say, and stores it the same the second time', () => {
      forAll(one, (value, type) => {
        assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
        assert.deepEqual(stored(type, value, settings), value);
      });
    });

    it('has a schema that takes what is stored', () => {
      forAll(one, (value, type) => {
        assert.ok(Check(type.schema(settings), value), JSON.stringify(value));
      });
      assert.doesNotThrow(() => JSON.stringify(types.get(one.type).schema(settings)));
    });

    it('says every value as text, and shows it with each formatter', () => {
      forAll(one, (value, type) => {
        const view = fieldView(settings);
        assert.equal(typeof type.toText(value, view), 'string');
        for (const [name, formatter] of Object.entries(type.formatters)) {
          const element = formatter.build(value, {
            ...view,
            formatterSettings: formatter.settings?.defaults ?? {},
          });
          assert.ok('#type' in element, name);
        }
      });
    });

    if (one.textRoundTrip) {
      it('understands its own text', () => {
        forAll(one, (value, type) => {
          if (type.isEmpty(value)) return;
          const view = { ...fieldView(settings), resolve: () => undefined };
          const again = type.fromText(type.toText(value, view), settings);
          assert.deepEqual(stored(type, again, settings), value);
        });
      });
    }

    it('makes no value of empty text', () => {
      assert.equal(types.get(one.type).fromText('  ', settings), undefined);
    });

    it('keeps a value that nobody touches in the form', () => {
      forAll(one, (value, type) => {
        if (type.isEmpty(value)) return;
        for (const [name, widget] of Object.entries(type.widgets)) {
          const element = widget.build(value, widgetView(settings));
          const entered = widget.parse(untouched(element), widgetView(settings));
          assert.deepEqual(stored(type, entered, settings), value, name);
          if (widget.many) {
            const several = widget.many.build([value], widgetView(settings));
            const parsed = widget.many.parse(untouched(several), widgetView(settings));
            assert.deepEqual(
              parsed.map((input) => stored(type, input, settings)),
              [value],
            );
          }
        }
      });
    });

    it('makes nothing of an empty form', () => {
      const type = types.get(one.type);
      for (const [name, widget] of Object.entries(type.widgets)) {
        const entered = widget.parse(
          untouched(widget.build(undefined, widgetView(settings))),
          widgetView(settings),
        );
        const isAnswer = type.name === 'boolean' && name !== 'radios';
        assert.deepEqual(entered, isAnswer ? { value: false } : undefined, name);
      }
    });

    it('orders values totally', () => {
      const type = types.get(one.type);
      fc.assert(
        fc.property(one.right, one.right, one.right, (x, y, z) => {
          const [a, b, c] = [x, y, z]
            .map((input) => stored(type, input, settings))
            .sort((left, right) => type.compare(left, right));
          assert.ok(a && b && c);
          assert.equal(type.compare(a, a), 0);
          assert.equal(Math.sign(type.compare(a, b)) + Math.sign(type.compare(b, a)), 0);
          assert.ok(type.compare(a, b) <= 0 && type.compare(b, c) <= 0 && type.compare(a, c) <= 0);
        }),
        RUNS,
      );
    });

    it('refuses what is wrong, where it is wrong', () => {
      for (const [input, pointer, code] of wrong) {
        const checked = types.get(one.type).validate(input, settings);
        const found = checked.ok ? 'accepted' : checked.problems[0];
        assert.deepEqual(
          checked.ok
            ? found
            : { pointer: checked.problems[0]?.pointer, code: checked.problems[0]?.code },
          { pointer, code },
          `${JSON.stringify(input)?.slice(0, 200)} → ${JSON.stringify(found)}`,
        );
      }
    });

    it('answers any JSON with a value or with sentences', () => {
      const type = types.get(one.type);
      const keys = Object.keys(type.example);
      const anything = fc.oneof(
        fc.jsonValue({ maxDepth: 3 }),
        fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ maxDepth: 2 })),
      );
      fc.assert(
        fc.property(anything, (input) => {
          const checked = type.validate(input, settings);
          if (checked.ok) {
            assert.deepEqual(stored(type, checked.value, settings), checked.value);
            return;
          }
          assert.ok(checked.problems.length > 0);
          for (const { pointer, message, code } of checked.problems) {
            assert.match(pointer, /^(\/|$)/);
            assert.match(message, /^(\p{Lu}|“).*[.?]$/su);
            assert.match(code, /^[a-z_]+$/);
          }
        }),
        RUNS,
      );
    });

    it('takes its settings back from their form', () => {
      const { settings: definition } = types.get(one.type);
      assert.deepEqual(definition.validate(settings), []);
      const form: FormElement = { kind: 'group', elements: definition.form(settings) };
      const entered = untouched(form);
      assert.ok(isObject(entered));
      const parsed = definition.parse(entered);
      assert.deepEqual(definition.validate(parsed), []);
      for (const [key, value] of Object.entries(settings)) {
        if (key !== 'fields') assert.deepEqual(parsed[key], value, key);
      }
    });
  });
}

it('refuses unknown and senseless settings of every type', () => {
  for (const type of types.list()) {
    const unknown = type.settings.validate({ ...type.settings.defaults, no_such_thing: 1 });
    assert.ok(
      unknown.some((problem) => problem.pointer === '/no_such_thing'),
      type.name,
    );
    for (const key of Object.keys(type.settings.defaults)) {
      const problems = type.settings.validate({ [key]: { no: 'sense' } });
      assert.ok(
        problems.some((problem) => problem.pointer === `/${key}`),
        `${type.name} ${key}`,
      );
    }
  }
});

it('has names of field types that tell apart numbers that are exact from those that are not', () => {
  assert.match(types.get('decimal').label, /exact/);
  assert.match(types.get('float').label, /approximate/);
});
