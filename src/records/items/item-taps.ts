import { type JsonObject, type Operation, OperationRefused } from '#base';
import {
  alterElement,
  checkElement,
  type Element,
  ElementWork,
  type ItemElement,
} from '#grammar/render';
import {
  defineTap,
  InvalidAnswer,
  type LeaveOut,
  operationsAnswer,
  variablesAnswer,
} from '#grammar/taps';
import type { FieldValues } from './item.ts';
import { itemViewMultiple } from './view-multiple-tap.ts';
import { lifeCycleTaps } from './life-cycle/life-cycle-taps.ts';

/** An item as plugins are shown it. */
export interface TappedItem {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly published: boolean;
  readonly author_id: string;
  readonly author_name: string;
  /** Missing in one that is not saved yet. */
  readonly revision?: string;
  /** ISO 8601. */
  readonly created: string;
  readonly changed?: string;
  /** As they are stored. */
  readonly fields: FieldValues;
}

/** An item that is about to be seen. */
export interface SeenItem {
  readonly item: TappedItem;
  readonly view_mode: ItemElement['#view_mode'];
}

export const itemView = defineTap<SeenItem, Element>({
  name: 'item_view',
  about: 'When an item is shown: answers an element that stands after its fields.',
  failure: 'leave_out',
  check(answer, leaveOut) {
    if (answer === undefined || answer === null) return undefined;
    const { element, problems } = checkElement(answer);
    if (element === undefined) throw new InvalidAnswer(problems[0]?.message ?? 'no element');
    for (const { pointer, message } of problems) leaveOut(pointer, message);
    return element;
  },
});

export const itemViewAlter = defineTap<
  SeenItem & { readonly element: Element },
  readonly Operation[]
>({
  name: 'item_view_alter',
  about: 'After all have answered `item_view`: changes the element that the item has become.',
  failure: 'leave_out',
  check: operationsAnswer,
  next(input, operations, leaveOut) {
    const work = new ElementWork();
    const alter = (element: Element, one: Operation) => altered(element, one, leaveOut, work);
    return { ...input, element: operations.reduce(alter, input.element) };
  },
});

export const preprocessItem = defineTap<SeenItem, { readonly variables: JsonObject }>({
  name: 'preprocess_item',
  about:
    'Before the template of an item is filled: adds variables to those that it has. They are escaped like all text.',
  failure: 'leave_out',
  check: variablesAnswer,
});

/** The taps of this room. */
export const itemTaps = [
  itemView,
  itemViewAlter,
  preprocessItem,
  ...lifeCycleTaps,
  itemViewMultiple,
] as const;

/** The item stays one, of which the parts that say which it is are not to be changed. */
function altered(
  element: Element,
  operation: Operation,
  leaveOut: LeaveOut,
  work: ElementWork,
): Element {
  try {
    if (!/^\/#(?:children|title|attributes)(?:\/|$)/.test(operation.path)) {
      throw new OperationRefused('of an item its #children, #title and #attributes can be changed');
    }
    return alterElement(element, operation, leaveOut, work);
  } catch (error) {
    if (!(error instanceof OperationRefused)) throw error;
    leaveOut(operation.path, error.message);
    return element;
  }
}
