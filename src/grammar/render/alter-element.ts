import {
  applyOperation,
  isObject,
  type Json,
  type Operation,
  OperationRefused,
  pathKeys,
} from '#base';
import { checkElement } from './check-element.ts';
import type { Element } from './elements/index.ts';
import { mapElements } from './map-elements.ts';

/**
 * `element` with one operation of a plugin done, whose path leads through the tree as it is in
 * JSON: `/#children/body/#label`. What it puts in is checked like every tree that comes from
 * outside. Throws `OperationRefused` where the operation cannot be done, or would leave an element
 * that is not right; `leaveOut` is told of the parts of a new element that cannot stay.
 */
export function alterElement(
  element: Element,
  operation: Operation,
  leaveOut: (pointer: string, why: string) => void,
): Element {
  if (pathKeys(operation.path).includes('#cache')) {
    throw new OperationRefused(
      'what an element depends on stays; an element of your own says in its #cache what it depends on',
    );
  }
  const settled = settledOperation(operation, leaveOut);
  const before: Json = element as unknown as Json;
  const after = applyOperation(before, settled);
  const place = enclosing(after, pathKeys(settled.path));
  const known = new Set(problemsOf(valueAt(before, place)));
  const fresh = problemsOf(valueAt(after, place)).find((problem) => !known.has(problem));
  if (fresh !== undefined) throw new OperationRefused(fresh);
  // It was an element, and what changed was found to be in order.
  return (settled.op === 'reorder'
    ? weighted(after, place, settled.path)
    : after) as unknown as Element;
}

/** What nobody would see anyway; plugins are not shown it. */
export function withoutHidden(element: Element): Element {
  return mapElements(element, (one) => (one['#access'] === false ? undefined : one));
}

/** An element that is put in is freed of what cannot stay before it is anywhere. */
function settledOperation(
  operation: Operation,
  leaveOut: (pointer: string, why: string) => void,
): Operation {
  if (operation.op !== 'set' && operation.op !== 'add') return operation;
  const { value, path } = operation;
  if (!isObject(value) || !('#type' in value)) return operation;
  const { element, problems } = checkElement(value);
  if (element === undefined) {
    throw new OperationRefused(problems[0]?.message ?? 'it is no element');
  }
  for (const { pointer, message } of problems) leaveOut(path + pointer, message);
  return { ...operation, value: element as unknown as Json };
}

/** The keys of the innermost element that the path leads through or to. */
function enclosing(tree: Json, keys: readonly string[]): readonly string[] {
  for (let length = keys.length; length > 0; length--) {
    const place = keys.slice(0, length);
    const value = valueAt(tree, place);
    if (isObject(value) && '#type' in value) return place;
  }
  return [];
}

function valueAt(tree: Json, keys: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of keys) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

function problemsOf(value: unknown): readonly string[] {
  return checkElement(value).problems.map(({ pointer, message }) => `${pointer}: ${message}`);
}

/** Weights would win over the new order. */
function weighted(tree: Json, place: readonly string[], path: string): Json {
  const children = valueAt(tree, pathKeys(path));
  if (!isObject(children) || place.length === pathKeys(path).length) return tree;
  const value = Object.fromEntries(
    Object.entries(children).map(([name, child], i) => [
      name,
      isObject(child) ? { ...child, '#weight': i } : child,
    ]),
  ) as Json;
  return applyOperation(tree, { op: 'set', path, value });
}
