import { isObject } from '#base';
import { REFERENCES } from '../elements/kinds.ts';
import { checkAttribute, checkUrl, tooLong } from './check-attribute.ts';
import { checkKeys } from './check-keys.ts';
import { checkValue } from './check-value.ts';
import { type Check, either, isNow, LEFT_OUT, type Walk } from './walk.ts';

type Properties = { readonly [key: string]: SchemaNode };

/** What the schemas of elements are made of: a small part of JSON Schema. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly format?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SchemaNode;
  readonly properties?: Properties;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaNode | boolean;
}

/** The check that a schema asks for; what is an element again is checked by `element`. */
export function compileCheck(node: SchemaNode, element: Check): Check {
  if (node.$ref === REFERENCES.element) return element;
  if (node.enum !== undefined) return choice(node.enum);
  switch (node.type) {
    case 'string':
      return text(node);
    case 'boolean':
      return (walk, input) =>
        typeof input === 'boolean'
          ? input
          : walk.refuse(`${walk.here} must be true or false. ${isNow(input)}`);
    case 'integer':
    case 'number':
      return number(node);
    case 'array':
      return array(node, element);
    case 'object':
      return node.properties === undefined
        ? dictionary(node, element)
        : part(node.properties, node.required, element);
    default:
      throw new Error(`No check for ${JSON.stringify(node)}.`);
  }
}

function choice(values: readonly (string | number)[]): Check {
  const known = new Set<unknown>(values);
  return (walk, input) =>
    known.has(input)
      ? input
      : walk.refuse(`${walk.here} must be ${either(values)}. ${isNow(input)}`);
}

function text({ maxLength = Infinity, pattern, format, description = '' }: SchemaNode): Check {
  const form = pattern === undefined ? undefined : new RegExp(pattern);
  return (walk, input) => {
    if (typeof input !== 'string') return walk.refuse(`${walk.here} must be text. ${isNow(input)}`);
    if (input.length > maxLength) return walk.refuse(tooLong(walk, input, maxLength));
    if (form?.test(input) === false) {
      return walk.refuse(`${description} ${isNow(input)}`);
    }
    return format === undefined ? input : checkUrl(walk, input);
  };
}

function number({ type, minimum = -Infinity, maximum = Infinity }: SchemaNode): Check {
  const isRight = type === 'integer' ? Number.isSafeInteger : Number.isFinite;
  const kind = type === 'integer' ? 'a whole number' : 'a number';
  const most = maximum === Infinity ? ` of at least ${minimum}` : ` from ${minimum} to ${maximum}`;
  const range = minimum === -Infinity ? '' : most;
  return (walk, input) =>
    typeof input === 'number' && isRight(input) && input >= minimum && input <= maximum
      ? input
      : walk.refuse(`${walk.here} must be ${kind}${range}. ${isNow(input)}`);
}

/** Entries that are wrong are left out, or their default stands for them: its place is kept. */
function array({ items = {} }: SchemaNode, element: Check): Check {
  const entry = compileCheck(items, element);
  return (walk, input) => {
    if (!Array.isArray(input)) return walk.refuse(`${walk.here} must be an array. ${isNow(input)}`);
    const out: unknown[] = [];
    for (let i = 0; i < input.length; i++) {
      const value = walk.into(i, entry, input[i]);
      if (value !== LEFT_OUT) out.push(value);
      else if (items.default !== undefined) out.push(items.default);
    }
    return out;
  };
}

/** Names of one's own: children, attributes, values. What is wrong is left out. */
function dictionary({ additionalProperties: inner }: SchemaNode, element: Check): Check {
  const check = namedCheck(isObject(inner) ? inner.$ref : undefined, element);
  return (walk, input) => {
    if (!isObject(input)) return walk.refuse(`${walk.here} must be an object. ${isNow(input)}`);
    const out: [string, unknown][] = [];
    for (const name of Object.keys(input)) {
      const value = walk.into(name, (walk, value) => check(walk, name, value), input[name]);
      if (value !== LEFT_OUT) out.push([name, value]);
    }
    return Object.fromEntries(out);
  };
}

function namedCheck(reference: unknown, element: Check) {
  if (reference === REFERENCES.attribute) return checkAttribute;
  const check = reference === REFERENCES.element ? element : checkValue;
  return (walk: Walk, _name: string, value: unknown) => check(walk, value);
}

function part(properties: Properties, required: readonly string[] = [], element: Check): Check {
  return checkKeys({ what: 'This', properties, required, checks: checksOf(properties, element) });
}

/** The checks of the keys of an object. */
export function checksOf(properties: Properties, element: Check): Map<string, Check> {
  return new Map(
    Object.entries(properties).map(([key, node]) => [key, compileCheck(node, element)]),
  );
}
