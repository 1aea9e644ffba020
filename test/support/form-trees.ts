import * as fc from 'fast-check';
import type { FormElement, FormElements, FormValue, FormValues } from '#grammar/forms';

/** Forms as nobody would write them, for property tests. */

const name = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('title', 'body', 'a', 'b', 'fields', 'value') },
  { weight: 1, arbitrary: fc.constantFrom('_op', '_token', 'x[y]', 'a/b', '~1', '__proto__', '') },
);
const options = fc.constantFrom(
  [],
  [{ value: 'a', label: 'A' }],
  [
    { value: 'a', label: 'A', group: 'One' },
    { value: 'b', label: 'B', group: 'Two', help: 'Help' },
  ],
);
const common = fc.record(
  {
    required: fc.boolean(),
    access: fc.boolean(),
    disabled: fc.boolean(),
    labelHidden: fc.boolean(),
    help: fc.constant('Help'),
    states: fc.record({
      visible: fc.record({
        element: fc.constantFrom('/title', '/a', 'b', 'value', '/fields/a', '/nowhere'),
        equals: fc.constantFrom<string | boolean>('a', true, false, ''),
      }),
    }),
  },
  { requiredKeys: [] },
);

function element(more: fc.Arbitrary<object>): fc.Arbitrary<FormElement> {
  return fc
    .tuple(common, more)
    .map(([base, own]) => ({ label: 'Label', ...base, ...own }) as FormElement); // made to its shape below
}

const leaf: fc.Arbitrary<FormElement> = fc.oneof(
  element(fc.record({ kind: fc.constant('text'), maxLength: fc.nat(5) })),
  element(fc.constantFrom({ kind: 'text', input: 'email' }, { kind: 'text', default: 'x' })),
  element(fc.record({ kind: fc.constant('textarea'), default: fc.string() })),
  element(fc.constantFrom({ kind: 'number' }, { kind: 'number', min: 1, max: 9, step: 1 })),
  element(fc.constantFrom({ kind: 'date' }, { kind: 'datetime', default: '2026-01-31T12:00' })),
  element(fc.record({ kind: fc.constantFrom('checkbox', 'switch'), default: fc.boolean() })),
  element(fc.record({ kind: fc.constantFrom('select', 'radios'), options })),
  element(fc.record({ kind: fc.constantFrom('checkboxes', 'multiselect'), options })),
  element(
    fc.record({
      kind: fc.constant('autocomplete'),
      source: fc.constant('/find'),
      lookup: fc.constant(async (text: string) => (text === 'known' ? 'id-1' : undefined)),
    }),
  ),
  element(
    fc.record({
      kind: fc.constant('file'),
      extensions: fc.constant(['jpg']),
      maxSize: fc.constant(1000),
    }),
  ),
  fc.record({ kind: fc.constant<'hidden'>('hidden'), default: fc.string() }),
  fc.constant<FormElement>({ kind: 'static', element: { '#type': 'text', '#value': 'Text' } }),
);

const { node } = fc.letrec<{ node: FormElement; elements: FormElements }>((tie) => ({
  elements: fc.dictionary(name, tie('node'), { maxKeys: 4 }),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    element(
      fc.record({
        kind: fc.constant('group'),
        look: fc.constantFrom('plain', 'fieldset', 'details', 'row', 'side'),
        transparent: fc.boolean(),
        elements: tie('elements'),
      }),
    ),
    element(
      fc.tuple(tie('node'), fc.nat(2)).map(([blank, count]) => ({
        kind: 'rows',
        rows: Array.from({ length: count }, () => blank),
        blank,
        addLabel: 'Add',
        isEmpty: (value: FormValue) => value === '',
      })),
    ),
  ),
}));

export const formElements: fc.Arbitrary<FormElements> = fc
  .dictionary(name, node, { maxKeys: 5 })
  .filter(hasOwnNames);

/** Two elements of one level may not have one name, which transparent groups make possible. */
function hasOwnNames(elements: FormElements): boolean {
  const names = namesIn(elements);
  return new Set(names).size === names.length && Object.values(elements).every(hasOwnNamesInside);
}

function hasOwnNamesInside(element: FormElement): boolean {
  if (element.kind === 'rows') return hasOwnNamesInside(element.blank);
  return element.kind !== 'group' || hasOwnNames(element.elements);
}

function namesIn(elements: FormElements): string[] {
  return Object.entries(elements).flatMap(([name, element]) =>
    element.kind === 'group' && element.transparent ? namesIn(element.elements) : [name],
  );
}

/** Says what is wrong with the shape of `values`, which must be that of `elements`. */
export function shapeProblems(elements: FormElements, values: FormValues): string[] {
  const expected = flatten(elements);
  const names = Object.keys(values);
  const surplus = names.filter((name) => !expected.has(name)).map((name) => `surplus ${name}`);
  return [
    ...surplus,
    ...[...expected].flatMap(([name, element]) =>
      Object.hasOwn(values, name) ? valueProblems(element, values[name]) : [`missing ${name}`],
    ),
  ];
}

function flatten(elements: FormElements): Map<string, FormElement> {
  return new Map(
    Object.entries(elements).flatMap(([name, element]): [string, FormElement][] => {
      if (element.kind === 'static') return [];
      if (element.kind === 'group' && element.transparent) return [...flatten(element.elements)];
      return [[name, element]];
    }),
  );
}

function valueProblems(element: FormElement, value: FormValue | undefined): string[] {
  switch (element.kind) {
    case 'checkbox':
    case 'switch':
      return typeof value === 'boolean' ? [] : ['no boolean'];
    case 'checkboxes':
    case 'multiselect':
      return isList(value) && value.every((one) => typeof one === 'string') ? [] : ['no strings'];
    case 'group':
      return isValues(value) ? shapeProblems(element.elements, value) : ['no object'];
    case 'rows':
      return isList(value)
        ? value.flatMap((one) => valueProblems(element.blank, one))
        : ['no rows'];
    default:
      return typeof value === 'string' && value.isWellFormed() ? [] : ['no string'];
  }
}

function isList(value: FormValue | undefined): value is readonly FormValue[] {
  return Array.isArray(value);
}

function isValues(value: FormValue | undefined): value is FormValues {
  return typeof value === 'object' && !Array.isArray(value);
}
