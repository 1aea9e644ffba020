import { sameJson } from '#base';
import { collectValue } from './collect-values.ts';
import { defaultShown, defaultValue } from './default-values.ts';
import type { FormElement, FormElements, FormValue, GroupFormElement } from './form-elements.ts';
import { type Place, formPlace, placeBelow } from './form-names.ts';
import type { FormNode, GroupNode, LeafElement, LeafNode, Row, RowsNode } from './form-nodes.ts';
import { readLeaf } from './read-leaf.ts';
import type { Submission } from './submission.ts';

/** The form in work: `elements`, holding what was sent, or their defaults. */
export function buildNodes(
  elements: FormElements,
  formId: string,
  sent: Submission | undefined,
): GroupNode {
  const place = formPlace(formId);
  const element: GroupFormElement = { kind: 'group', elements };
  const open = { absent: false, frozen: false };
  const children = buildChildren(elements, place, open, sent);
  return { kind: 'group', ...place, ...open, element, children, hidden: false };
}

interface Around {
  readonly absent: boolean;
  readonly frozen: boolean;
}

function buildChildren(
  elements: FormElements,
  place: Place,
  around: Around,
  sent: Submission | undefined,
): ReadonlyMap<string, FormNode> {
  return new Map(
    Object.entries(elements).map(([name, element]) => {
      const own = placeBelow(place, name);
      if (element.kind !== 'group' || !element.transparent) {
        return [name, buildNode(element, own, own, around, sent)];
      }
      // An element in it may have its name; the id of the group itself must be another.
      const group = { ...own, id: `${own.id}--group` };
      return [name, buildNode(element, group, place, around, sent)];
    }),
  );
}

/** `inside` is the place that children count from: that of the parent in a transparent group. */
function buildNode(
  element: FormElement,
  place: Place,
  inside: Place,
  around: Around,
  sent: Submission | undefined,
): FormNode {
  const absent = around.absent || element.access === false;
  const frozen = absent || around.frozen || ('disabled' in element && element.disabled);
  const base = { ...place, absent, frozen };
  switch (element.kind) {
    case 'static':
      return { kind: 'static', ...base, element };
    case 'group': {
      const own = isOfAnother(element, place, sent) ? undefined : sent;
      const children = buildChildren(element.elements, inside, base, own);
      return { kind: 'group', ...base, element, children, hidden: false };
    }
    case 'rows': {
      const marks = frozen ? undefined : sent?.values(`${place.name}[]`);
      const keys = marks ? keysFromMarks(marks) : element.rows.map((_row, key) => key);
      const node: RowsNode = { kind: 'rows', ...base, element, rows: [], hidden: false };
      node.rows = keys.map((key) => buildRow(node, key, sent));
      return node;
    }
    default:
      return buildLeaf(element, base, frozen ? undefined : sent);
  }
}

function buildLeaf(
  element: LeafElement,
  base: Place & Around,
  sent: Submission | undefined,
): LeafNode {
  const read = sent
    ? readLeaf(element, base.name, sent)
    : { value: defaultValue(element), shown: defaultShown(element), refused: [] };
  return { kind: 'leaf', ...base, element, ...read, hidden: false, focus: false };
}

/** The row `key` of `rows`: as it was given, or blank when it was added since. */
export function buildRow(rows: RowsNode, key: number, sent?: Submission): Row {
  const place = placeBelow(rows, key);
  const element = rows.element.rows[key] ?? rows.element.blank;
  const node = buildNode(element, place, place, rows, sent);
  return { key, node: sent ? settledRow(rows, key, node, sent) : node };
}

/** What is entered in one element of a row may say which others there are, and these which others. */
const MOST_TURNS = 4;

function settledRow(rows: RowsNode, key: number, given: FormNode, sent: Submission): FormNode {
  const place = placeBelow(rows, key);
  let node = given;
  let entered: FormValue | undefined;
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const now = collectValue(node);
    if (sameJson(entered, now)) break;
    entered = now;
    const changed = rows.element.rowFor?.(now, key);
    if (!changed) return given;
    node = buildNode(changed, place, place, rows, sent);
  }
  return node;
}

/** `of` is sent under the name of the group. */
function isOfAnother(element: GroupFormElement, place: Place, sent: Submission | undefined) {
  if (element.of === undefined) return false;
  const before = sent?.values(place.name)?.at(-1);
  return before !== undefined && before !== element.of;
}

/** Each row sends its key under one name; the order they come in is the order of the rows. */
function keysFromMarks(marks: readonly string[]): number[] {
  const keys = marks.filter((mark) => /^\d{1,6}$/.test(mark)).map(Number);
  return [...new Set(keys)];
}
