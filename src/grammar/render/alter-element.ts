import {
  applyOperation,
  applyWithin,
  isObject,
  type Json,
  type Operation,
  OperationRefused,
  OperationWork,
  pathKeys,
  pointer,
  sameJson,
} from '#base';
import { checkPart } from './check-element.ts';
import { MOST_ELEMENTS } from './check/walk.ts';
import type { Element } from './elements/index.ts';
import { REFERENCES } from './elements/kinds.ts';
import { findPlace, type Place } from './find-place.ts';
import { mapElements } from './map-elements.ts';

type Setting = Operation & { readonly op: 'set' | 'add' };
type LeaveOut = (pointer: string, why: string) => void;

/** What the operations of one answer did to one element so far. */
export class ElementWork extends OperationWork {
  /** How many elements there are, once that was counted. */
  elements: number | undefined;

  count(value: unknown): number {
    let elements = 0;
    this.measure(value, (node) => {
      if ('#type' in node) elements += 1;
    });
    return elements;
  }
}

/**
 * `element` with one operation of a plugin done, whose path leads through the tree as it is in
 * JSON: `/#children/body/#label`. What it puts in is checked like every tree that comes from
 * outside. Throws `OperationRefused` where the operation cannot be done, or would leave an element
 * that is not right, and `TooMuchWork` where `work` comes to an end; `leaveOut` is told of the
 * parts of a new element that cannot stay. Of what operations of the same `work` made before
 * nothing is copied again.
 */
export function alterElement(
  element: Element,
  operation: Operation,
  leaveOut: LeaveOut,
  work = new ElementWork(),
): Element {
  const keys = pathKeys(operation.path);
  if (keys.includes('#cache')) {
    throw new OperationRefused(
      'what an element depends on stays; an element of your own says in its #cache what it depends on',
    );
  }
  const place = findPlace(element, keys);
  const whole = ofWhole(operation, keys, place);
  if (whole.op === 'remove' && place.isRequired) {
    throw new OperationRefused(`${whole.path}: what it stands in is nothing without it`);
  }
  const before: Json = element as unknown as Json;
  work.elements ??= work.count(before);
  const isReplaced = whole.op === 'set' || whole.op === 'remove';
  const was = isReplaced ? place.value : undefined;
  const besides = work.elements - work.count(was);
  const settled =
    whole.op === 'set' || whole.op === 'add'
      ? settledOperation(whole, { ...place, value: was }, { besides, leaveOut, work })
      : whole;
  const after = applyWithin(work, before, settled);
  work.elements = besides + ('value' in settled ? work.count(settled.value) : 0);
  // It was an element, and what changed was found to be in order.
  return (settled.op === 'reorder' && isOfElements(place)
    ? weighted(after, settled.path, work)
    : after) as unknown as Element;
}

/** What nobody would see anyway; plugins are not shown it. */
export function withoutHidden(element: Element): Element {
  return mapElements(element, (one) => (one['#access'] === false ? undefined : one));
}

/** What leads into a value sets the whole value, which is checked as one. */
function ofWhole(operation: Operation, keys: readonly string[], place: Place): Operation {
  if (place.length === keys.length) return operation;
  const path = pointer(...keys.slice(place.length));
  // The place was found in what is JSON.
  const value = applyOperation(place.value as Json, { ...operation, path });
  return { op: 'set', path: pointer(...keys.slice(0, place.length)), value };
}

/**
 * An element that is put in is freed of what cannot stay before it is anywhere. Everything else is
 * refused where something is wrong with it, unless the same stood there before.
 */
function settledOperation(
  operation: Setting,
  { node, value: was, depth }: Place,
  more: { readonly besides: number; readonly leaveOut: LeaveOut; readonly work: ElementWork },
): Setting {
  const { value: given, path } = operation;
  const { besides, leaveOut, work } = more;
  work.measure(given);
  const name = pathKeys(path).at(-1) ?? '';
  // Of a tree that has more than it may have, as many can be put in as are taken out.
  const elements = Math.min(besides, MOST_ELEMENTS - (work.elements ?? 0) + besides);
  const { value, problems } = checkPart(node, name, given, { depth, elements });
  const within = (problem: string) => problem.slice(pointer(name).length);
  if (node.$ref === REFERENCES.element) {
    if (value === undefined) {
      throw new OperationRefused(problems[0]?.message ?? 'it is no element');
    }
    for (const problem of problems) leaveOut(path + within(problem.pointer), problem.message);
    return { ...operation, value: value as Json };
  }
  const fresh = problems.find((problem) => {
    const keys = pathKeys(within(problem.pointer));
    const now = valueAt(given, keys);
    return now === undefined || !sameJson(now, valueAt(was, keys));
  });
  if (fresh !== undefined) throw new OperationRefused(`${fresh.pointer}: ${fresh.message}`);
  return operation;
}

function valueAt(tree: unknown, keys: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of keys) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

function isOfElements({ node: { additionalProperties: named } }: Place): boolean {
  return isObject(named) && named['$ref'] === REFERENCES.element;
}

/** Weights would win over the new order. */
function weighted(tree: Json, path: string, work: ElementWork): Json {
  const children = valueAt(tree, pathKeys(path));
  if (!isObject(children)) return tree;
  const value = Object.fromEntries(
    Object.entries(children).map(([name, child], i) => [
      name,
      isObject(child) ? { ...child, '#weight': i } : child,
    ]),
  ) as Json;
  return applyWithin(work, tree, { op: 'set', path, value });
}
