import {
  applyOperation,
  applyWithin,
  isObject,
  type Json,
  type Operation,
  OperationRefused,
  type OperationWork,
  pathKeys,
} from '#base';
import type { LeaveOut } from '#grammar/taps';
import { actionProblem, addedProblem, changeProblem } from './check-form-element.ts';
import type { FormView } from './form-view.ts';

/** The form with one operation of a plugin done; one that cannot be done is left out and said. */
export function alterView(
  view: FormView,
  operation: Operation,
  leaveOut: LeaveOut,
  work: OperationWork,
): FormView {
  try {
    const before = view as unknown as Json;
    const after = applyWithin(work.apart(), before, operation);
    const wrong = problemOf(before, after, operation, work);
    if (wrong !== undefined) throw new OperationRefused(wrong);
    // It was a form, and what changed was found to be in order.
    return (operation.op === 'reorder'
      ? weighted(after, operation.path)
      : after) as unknown as FormView;
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    leaveOut(operation.path, error.message);
    return view;
  }
}

function problemOf(
  before: Json,
  after: Json,
  { op, path }: Operation,
  work: OperationWork,
): string | undefined {
  const keys = pathKeys(path);
  const [part] = keys;
  if (part === 'actions' && keys.length > 1) {
    const place = keys.slice(0, 2);
    const is = valueAt(after, place);
    const was = valueAt(before, place);
    work.measure([was, is]);
    return is === undefined ? undefined : actionProblem(was, is);
  }
  if (part !== 'elements') return 'a form has elements and actions, each by its name';
  const place = elementPlace(keys);
  if (place.length % 2 === 1) {
    return op === 'reorder' ? undefined : 'elements are added and taken out one by one';
  }
  const [was, is] = [valueAt(before, place), valueAt(after, place)];
  work.measure([was, is]);
  if (is === undefined) return undefined;
  if (was === undefined) return addedProblem(place.at(-1) ?? '', is);
  if (place.length === keys.length && op !== 'reorder') {
    return 'there is such an element; change what is in it';
  }
  return changeProblem(was, is);
}

/** `/elements/a/elements/b/label` is about `/elements/a/elements/b`; `/elements` about all of them. */
function elementPlace(keys: readonly string[]): readonly string[] {
  let length = 0;
  while (keys[length] === 'elements' && length < keys.length) length += 2;
  return keys.slice(0, length);
}

function valueAt(tree: Json, keys: readonly string[]): unknown {
  let value: unknown = tree;
  for (const key of keys) {
    value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Weights would win over the new order. */
function weighted(tree: Json, path: string): Json {
  const elements = valueAt(tree, pathKeys(path));
  if (!isObject(elements)) return tree;
  const value = Object.fromEntries(
    Object.entries(elements).map(([name, element], i) => [
      name,
      isObject(element) && 'kind' in element ? { ...element, weight: i } : element,
    ]),
  ) as Json;
  return applyOperation(tree, { op: 'set', path, value });
}
