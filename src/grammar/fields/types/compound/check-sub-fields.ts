import { type Json, type JsonObject, type Problem, nested, pointer } from '#base';
import type { FieldTypes, SiteChoices } from '../../field-type.ts';
import { nearNames } from '../../near-names.ts';
import { isDeeperThan } from '../../nesting.ts';
import { list, short } from '../../value-check.ts';
import { MOST_FIELDS, MOST_VALUES, isJsonObject } from './sub-fields.ts';

const DEEPEST = 5;
const NAME = /^[a-z][a-z0-9_]{0,31}$/;
const KEYS = [
  'name',
  'label',
  'help',
  'type',
  'required',
  'cardinality',
  'settings',
  'widget',
  'formatter',
];

/** What is wrong with the settings of a compound. */
export function subFieldProblems(
  settings: JsonObject,
  fieldTypes: FieldTypes,
  site?: SiteChoices,
  depth = 1,
): readonly Problem[] {
  // Bounds the recursion below, whatever is sent: a level of compound is three of JSON.
  if (depth === 1 && isDeeperThan(settings, DEEPEST * 3 + 10)) return [tooDeep('')];
  const problems: Problem[] = Object.keys(settings)
    .filter((key) => key !== 'fields')
    .map((key) => unknownKey('', key, ['fields']));
  const fields = settings['fields'];
  if (!Array.isArray(fields) || fields.length === 0 || fields.length > MOST_FIELDS) {
    const message = `Expected an array of 1 to ${MOST_FIELDS} fields, e.g. [{ "name": "link", "label": "Link", "type": "link" }].`;
    return [...problems, { pointer: '/fields', code: 'setting', message }];
  }
  const names = new Set<unknown>();
  for (const [index, raw] of fields.entries()) {
    const at = pointer('fields', index);
    if (!isJsonObject(raw)) {
      problems.push({
        pointer: at,
        code: 'type',
        message: 'Expected an object with name and type.',
      });
      continue;
    }
    const { name } = raw;
    if (typeof name === 'string' && names.has(name)) {
      problems.push(wrong(at, 'name', `The name “${short(name)}” is there twice.`));
    }
    names.add(name);
    problems.push(...fieldProblems(raw, fieldTypes, site, depth).map((one) => nested(at, one)));
  }
  return problems;
}

function fieldProblems(
  raw: JsonObject,
  fieldTypes: FieldTypes,
  site: SiteChoices | undefined,
  depth: number,
): readonly Problem[] {
  const problems: Problem[] = Object.keys(raw)
    .filter((key) => !KEYS.includes(key))
    .map((key) => unknownKey('', key, KEYS));
  const { name, label, help, required, cardinality, settings = {} } = raw;
  if (typeof name !== 'string' || !NAME.test(name)) {
    problems.push(
      wrong('', 'name', 'Expected a machine name of small letters, digits and _, e.g. link.'),
    );
  }
  for (const [key, value] of Object.entries({ label, help })) {
    if (value !== undefined && (typeof value !== 'string' || value.length > 500)) {
      problems.push(wrong('', key, 'Expected text of at most 500 characters.'));
    }
  }
  if (required !== undefined && typeof required !== 'boolean') {
    problems.push(wrong('', 'required', 'Expected true or false.'));
  }
  if (cardinality !== undefined && !isCardinality(cardinality)) {
    problems.push(
      wrong(
        '',
        'cardinality',
        `Expected a whole number from 1 to ${MOST_VALUES}, or -1 for any number.`,
      ),
    );
  }
  const type = typeof raw['type'] === 'string' ? fieldTypes.find(raw['type']) : undefined;
  if (!type) return [...problems, unknownType(raw['type'], fieldTypes)];

  for (const [key, ways] of [
    ['widget', type.widgets],
    ['formatter', type.formatters],
  ] as const) {
    const way = raw[key];
    if (way !== undefined && !(typeof way === 'string' && Object.hasOwn(ways, way))) {
      problems.push(wrong('', key, `Expected ${list(Object.keys(ways), 'or')}.`));
    }
  }
  if (!isJsonObject(settings)) return [...problems, wrong('', 'settings', 'Expected an object.')];
  if (type.name !== 'compound') {
    return [
      ...problems,
      ...type.settings.validate(settings, site).map((one) => nested('/settings', one)),
    ];
  }
  if (depth === DEEPEST) return [...problems, tooDeep('/type')];
  return [
    ...problems,
    ...subFieldProblems(settings, fieldTypes, site, depth + 1).map((one) =>
      nested('/settings', one),
    ),
  ];
}

function isCardinality(value: Json): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    (value === -1 || (value >= 1 && value <= MOST_VALUES))
  );
}

function unknownType(name: Json | undefined, fieldTypes: FieldTypes): Problem {
  const names = fieldTypes.list().map((type) => type.name);
  const near = typeof name === 'string' ? nearNames(name, names) : [];
  const hint = near.length > 0 ? `Did you mean ${list(near, 'or')}?` : `There are ${list(names)}.`;
  const said =
    typeof name === 'string'
      ? `There is no field type “${short(name)}”.`
      : 'Expected a field type.';
  return wrong('', 'type', `${said} ${hint}`);
}

function unknownKey(at: string, key: string, keys: readonly string[]): Problem {
  const message = `There is no “${short(key)}” here. There is ${list(keys)}.`;
  return { pointer: at + pointer(key), code: 'unknown_key', message };
}

function wrong(at: string, key: string, message: string): Problem {
  return { pointer: at + pointer(key), code: 'setting', message };
}

function tooDeep(at: string): Problem {
  const message = `Groups of fields can stand at most ${DEEPEST} deep in one another.`;
  return { pointer: at, code: 'too_deep', message };
}
