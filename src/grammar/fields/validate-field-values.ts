import { type JsonObject, MOST_PROBLEMS, type Problem, isObject, nested, pointer } from '#base';
import { type FieldDefinition, type FieldValues, placeOf } from './field-definition.ts';
import type { FieldType, FieldTypes } from './field-type.ts';
import { nearNames } from './near-names.ts';
import { isDeeperThan } from './nesting.ts';
import { isNow, list, short } from './value-check.ts';

export type CheckedFieldValues =
  | {
      readonly ok: true;
      /** The values as they will be stored; fields that came out empty are not there. */
      readonly values: FieldValues;
      /** Fields that were named and came out empty: what a partial update takes away. */
      readonly emptied: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Compounds in compounds (5, two levels each), JSON in the innermost (20), and some room. */
const DEEPEST = 40;

/**
 * The one validator of field values: `input` is what stands under `fields` in what was sent.
 * Pointers begin with `/fields`. With `partial` only the fields that are named are looked at.
 */
export function validateFieldValues(
  definitions: readonly FieldDefinition[],
  input: unknown,
  fieldTypes: FieldTypes,
  options: { readonly partial?: boolean } = {},
): CheckedFieldValues {
  const all = '/fields';
  if (isDeeperThan(input, DEEPEST)) {
    const message = `Arrays and objects stand more than ${DEEPEST} deep in one another. No field needs that.`;
    return { ok: false, problems: [{ pointer: all, code: 'too_deep', message }] };
  }
  const checked = checkFieldValues(definitions, input, fieldTypes, options);
  if (checked.ok) return checked;
  return {
    ok: false,
    problems: checked.problems.slice(0, MOST_PROBLEMS).map((problem) => nested(all, problem)),
  };
}

/** The same for values inside a value; pointers begin at `input`. */
export function checkFieldValues(
  definitions: readonly FieldDefinition[],
  input: unknown,
  fieldTypes: FieldTypes,
  options: { readonly partial?: boolean } = {},
): CheckedFieldValues {
  if (!isObject(input)) {
    const message = `Expected an object from field name to value. ${isNow(input)}`;
    return { ok: false, problems: [{ pointer: '', code: 'type', message }] };
  }
  const problems: Problem[] = [...unknownFields(definitions, input)];
  const values: [string, JsonObject | readonly JsonObject[]][] = [];
  const emptied: string[] = [];

  for (const definition of definitions) {
    const { name } = definition;
    const given = Object.hasOwn(input, name) ? input[name] : undefined;
    if (given === undefined && options.partial) continue;
    const type = fieldTypes.get(definition.fieldType);
    const result = checkField(definition, type, given);
    problems.push(...result.problems);
    if (result.problems.length > 0) continue;
    const [first] = result.values;
    if (first) values.push([name, definition.cardinality === 1 ? first : result.values]);
    else if (definition.required) problems.push(missing(definition, type));
    else if (given !== undefined) emptied.push(name);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, values: Object.fromEntries(values), emptied };
}

function unknownFields(
  definitions: readonly FieldDefinition[],
  input: Record<string, unknown>,
): readonly Problem[] {
  const names = definitions.map((definition) => definition.name);
  return Object.keys(input)
    .filter((name) => !names.includes(name))
    .slice(0, MOST_PROBLEMS)
    .map((name) => {
      const near = nearNames(name, names);
      const hint =
        near.length > 0
          ? ` Did you mean ${list(near, 'or')}?`
          : names.length > 0 && names.length <= 20
            ? ` There are ${list(names)}.`
            : '';
      return {
        pointer: pointer(name),
        code: 'unknown_field',
        message: `There is no field “${short(name)}”.${hint}`,
      };
    });
}

/** The values of one field that are not empty, or what is wrong. */
function checkField(
  definition: FieldDefinition,
  type: FieldType,
  given: unknown,
): { readonly values: readonly JsonObject[]; readonly problems: readonly Problem[] } {
  const { name, cardinality, settings } = definition;
  if (given === undefined || given === null) return { values: [], problems: [] };
  const several = cardinality !== 1;
  if (several !== Array.isArray(given)) {
    // An empty array is a clear way to say "nothing", for a single value too.
    if (Array.isArray(given) && given.length === 0) return { values: [], problems: [] };
    return { values: [], problems: [wrongShape(definition, type, given)] };
  }
  const inputs: readonly unknown[] = Array.isArray(given) ? given : [given];
  const values: JsonObject[] = [];
  const problems: Problem[] = [];
  for (const [index, input] of inputs.entries()) {
    if (several && (input === null || input === undefined)) continue;
    const result = type.validate(input, settings);
    if (!result.ok) {
      const place = pointer(...placeOf(definition, index));
      problems.push(...result.problems.map((problem) => nested(place, problem)));
      if (problems.length >= MOST_PROBLEMS) break;
    } else if (!type.isEmpty(result.value)) values.push(result.value);
  }
  if (several && cardinality > 0 && values.length > cardinality) {
    problems.push({
      pointer: pointer(name),
      code: 'too_many',
      message: `At most ${cardinality} values; there are ${values.length}.`,
    });
  }
  return { values, problems };
}

function wrongShape(definition: FieldDefinition, type: FieldType, given: unknown): Problem {
  const example = JSON.stringify(type.example);
  return {
    pointer: pointer(definition.name),
    code: 'type',
    message:
      definition.cardinality === 1
        ? `${definition.label} takes one value, e.g. ${example}. ${isNow(given)}`
        : `${definition.label} takes several values in an array, e.g. [${example}]. ${isNow(given)}`,
  };
}

/** Points at where something would have to be entered, so that a form shows it there. */
function missing(definition: FieldDefinition, type: FieldType): Problem {
  const [first] = definition.cardinality === 1 ? Object.entries(type.example) : [];
  return {
    pointer:
      first === undefined || typeof first[1] === 'object'
        ? pointer(definition.name)
        : pointer(definition.name, first[0]),
    code: 'required',
    message: `${definition.label} is required.`,
  };
}
