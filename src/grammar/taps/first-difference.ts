import { isObject } from '#base';
import type { TSchema } from 'typebox';
import { Check, Errors } from 'typebox/value';

/** So many values are looked at; what a schema does not describe is not counted. */
const MOST_VALUES = 20_000;
const LONGEST_PATH = 200;
const LONGEST_NAME = 100;

/** What of a JSON Schema is looked through here; the rest is the library's. */
interface Node {
  readonly items?: Node;
  readonly properties?: { readonly [key: string]: Node };
  readonly patternProperties?: { readonly [pattern: string]: Node };
  readonly additionalProperties?: unknown;
  readonly anyOf?: readonly Node[];
}

/** A schema in two: what stands inside of a value, and what the value itself has to be. */
interface Split extends Node {
  readonly own: object | undefined;
}

/**
 * The first thing that keeps `value`, which is somebody's whom nobody has to trust, from being what
 * `schema` says; undefined: nothing. The library would go through all of it and make a list: half
 * a second for a megabyte of zeros. This ends at the first, with arrays that are too long before
 * their entries, and at a value that is too large to be looked through.
 *
 * `/0/op must be …`; `whole` stands for the place where it is the value itself.
 */
export function firstDifference(
  schema: TSchema,
  value: unknown,
  whole = 'the answer',
): string | undefined {
  const found = new Look().first(schema, value, '');
  if (found === undefined) return undefined;
  const { at, message } = found;
  const place = at.length > LONGEST_PATH ? `${at.slice(0, LONGEST_PATH)}…` : at;
  return `${place || whole} ${message}`;
}

interface Difference {
  readonly at: string;
  readonly message: string;
}

class Look {
  #values = 0;

  first(schema: Node, value: unknown, at: string): Difference | undefined {
    this.#values += 1;
    if (this.#values > MOST_VALUES) return this.#tooLarge();
    const node = split(schema);
    const [wrong] = node.own === undefined ? [] : Errors(node.own, value);
    if (wrong) return { at, message: wrong.message };
    if (node.anyOf) return this.#choice(node.anyOf, value, at);
    if (Array.isArray(value)) return node.items && this.#entries(node.items, value, at);
    return isObject(value) ? this.#members(node, value, at) : undefined;
  }

  #entries(items: Node, value: readonly unknown[], at: string): Difference | undefined {
    for (let i = 0; i < value.length; i++) {
      const wrong = this.first(items, value[i], `${at}/${i}`);
      if (wrong) return wrong;
    }
    return undefined;
  }

  #members(node: Node, value: Record<string, unknown>, at: string): Difference | undefined {
    for (const key of Object.keys(value)) {
      const inner = memberNode(node, key);
      if (inner === false) {
        const name = key.slice(0, LONGEST_NAME);
        return { at, message: `must not have additional properties: ${name}` };
      }
      const wrong = inner && this.first(inner, value[key], `${at}/${key}`);
      if (wrong) return wrong;
    }
    return undefined;
  }

  /** Where none fits, what is wrong is said of the one that was meant, else of all. */
  #choice(ways: readonly Node[], value: unknown, at: string): Difference | undefined {
    const found: Difference[] = [];
    for (const way of ways) {
      const wrong = this.first(way, value, at);
      if (wrong === undefined || this.#values > MOST_VALUES) return wrong;
      if (isMeantBy(way, value)) return wrong;
      found.push(wrong);
    }
    const here = found.filter((wrong) => wrong.at === at).map(({ message }) => message);
    return here.length === 0 ? found[0] : { at, message: [...new Set(here)].join(', or ') };
  }

  #tooLarge(): Difference {
    const message = `has more than ${MOST_VALUES.toLocaleString('en')} values, which is too large`;
    return { at: '', message };
  }
}

/** What a member has to be; false: it may not be there, undefined: anything. */
function memberNode(node: Node, key: string): Node | false | undefined {
  const { properties = {}, patternProperties = {}, additionalProperties } = node;
  if (Object.hasOwn(properties, key)) return properties[key];
  for (const [pattern, inner] of Object.entries(patternProperties)) {
    if (patternOf(pattern).test(key)) return inner;
  }
  if (additionalProperties === false) return false;
  return isObject(additionalProperties) ? additionalProperties : undefined;
}

/** Whether what tells the ways apart, such as `op`, says this one. */
function isMeantBy({ properties = {} }: Node, value: unknown): boolean {
  if (!isObject(value)) return false;
  const telling = Object.entries(properties).filter(
    ([, inner]) => 'const' in inner || 'enum' in inner,
  );
  return telling.length > 0 && telling.every(([key, inner]) => Check(inner, value[key]));
}

const splits = new WeakMap<object, Split>();

function split(schema: Node): Split {
  const known = splits.get(schema);
  if (known !== undefined) return known;
  const { items, properties, patternProperties, additionalProperties, anyOf, ...own } = schema;
  const made = {
    ...(items && { items }),
    ...(properties && { properties }),
    ...(patternProperties && { patternProperties }),
    ...(anyOf && { anyOf }),
    additionalProperties,
    own: Object.keys(own).length > 0 ? own : undefined,
  };
  splits.set(schema, made);
  return made;
}

const patterns = new Map<string, RegExp>();

function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const made = new RegExp(pattern, 'u');
  patterns.set(pattern, made);
  return made;
}
