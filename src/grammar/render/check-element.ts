import { isObject } from '#base';
import { type Element, elementSchemas, type ElementType } from './elements/index.ts';
import { REFERENCES } from './elements/kinds.ts';
import { checkAttribute } from './check/check-attribute.ts';
import { checkKeys } from './check/check-keys.ts';
import { checkValue } from './check/check-value.ts';
import { checksOf, compileCheck, type SchemaNode } from './check/compile-check.ts';
import {
  type Check,
  DEEPEST,
  type ElementProblem,
  isNow,
  LEFT_OUT,
  MOST_ELEMENTS,
  short,
  Walk,
} from './check/walk.ts';

/** What of a tree may stand; `element` is undefined when nothing of it does. */
export interface CheckedElement {
  readonly element: Element | undefined;
  /** What was left out; at most a hundred, and one more that says so when there are more. */
  readonly problems: readonly ElementProblem[];
}

/**
 * Makes an element of a tree that came from somebody whom nobody has to trust: a plugin. What is
 * wrong is left out with all below it, and the rest stands: an unknown key or a bad optional one
 * alone, a bad required one with its element, an element without its neighbours. A cell or column
 * of a table leaves its place empty. Never throws.
 *
 * At most 40 elements inside each other, 10,000 in all, and 1,048,576 characters a text.
 */
export function checkElement(input: unknown): CheckedElement {
  const walk = new Walk();
  const checked = checkInner(walk, input);
  // Every key of it was checked against the schema that the type is made from.
  const element = checked === LEFT_OUT ? undefined : (checked as Element);
  return { element, problems: walk.problems };
}

/**
 * The same for what is to stand somewhere in a tree, under `name`, as `node` asks for; `around`: how
 * many elements it stands in, and how many there are besides it. Pointers begin with the name.
 */
export function checkPart(
  node: SchemaNode,
  name: string,
  input: unknown,
  around: { readonly depth: number; readonly elements: number },
): { readonly value: unknown; readonly problems: readonly ElementProblem[] } {
  const walk = new Walk(around);
  const checked = walk.into(name, partCheck(node, name), input);
  return { value: checked === LEFT_OUT ? undefined : checked, problems: walk.problems };
}

const parts = new WeakMap<SchemaNode, Check>();

function partCheck(node: SchemaNode, name: string): Check {
  if (node.$ref === REFERENCES.attribute) {
    return (walk, value) => checkAttribute(walk, name, value);
  }
  if (node.$ref === REFERENCES.value) return checkValue;
  const known = parts.get(node);
  if (known !== undefined) return known;
  const check = compileCheck(node, checkInner);
  parts.set(node, check);
  return check;
}

const TYPES = Object.keys(elementSchemas);
const checks = new Map<string, Check>();

const checkInner: Check = (walk, input) => {
  if (!isObject(input)) {
    return walk.refuse(`${walk.here} must be an element: an object with “#type”. ${isNow(input)}`);
  }
  walk.elements += 1;
  if (walk.elements > MOST_ELEMENTS) {
    return walk.refuse(`A tree has at most ${MOST_ELEMENTS.toLocaleString('en')} elements.`);
  }
  const type = input['#type'];
  if (!isElementType(type)) return walk.into('#type', refuseType, type);
  if (walk.depth === DEEPEST) {
    return walk.refuse(`At most ${DEEPEST} elements may stand inside each other.`);
  }
  walk.depth += 1;
  const value = checkOf(type)(walk, input);
  walk.depth -= 1;
  return value;
};

const refuseType: Check = (walk, type) => {
  const there = `There are ${TYPES.join(', ')}.`;
  return walk.refuse(
    typeof type === 'string'
      ? `There is no element of the type “${short(type)}”. ${there}`
      : `An element needs “#type”, the name of what it is. ${there}`,
  );
};

export function isElementType(type: unknown): type is ElementType {
  return typeof type === 'string' && Object.hasOwn(elementSchemas, type);
}

/** The check of one type, made when it is first needed. */
function checkOf(type: ElementType): Check {
  const known = checks.get(type);
  if (known !== undefined) return known;
  const { properties, required } = schemaOf(type);
  const keys = checksOf(properties ?? {}, checkInner);
  const cache = keys.get('#cache');
  if (cache !== undefined) keys.set('#cache', cautious(cache));
  const check = checkKeys({
    what: `${/^[aeiou]/.test(type) ? 'An' : 'A'} ${type} element`,
    checks: keys,
    properties: properties ?? {},
    required: required ?? [],
    // Whether everybody may see it is not known then.
    fatal: ['#access'],
  });
  checks.set(type, check);
  return check;
}

export function schemaOf(type: ElementType): SchemaNode {
  // The library's objects are JSON Schema; their types say it in another way.
  return elementSchemas[type] as SchemaNode;
}

/** What depends on something unknown is not shown again. */
function cautious(check: Check): Check {
  return (walk, input) => {
    const before = walk.refusals;
    const value = check(walk, input);
    return walk.refusals === before ? value : { max_age: 0 };
  };
}
