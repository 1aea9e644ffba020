import { isObject } from '#base';
import { checkElement, type Element, type ItemElement } from '#grammar/render';
import { defineTap, InvalidAnswer } from '#grammar/taps';
import type { TappedItem } from './item-taps.ts';

/** An item of a list; its fields are for `item_view`. */
export type ListedItem = Omit<TappedItem, 'fields'>;

/** All items that are shown together. */
export interface SeenItems {
  readonly items: readonly ListedItem[];
  readonly view_mode: ItemElement['#view_mode'];
}

export const itemViewMultiple = defineTap<SeenItems, ReadonlyMap<string, Element>>({
  name: 'item_view_multiple',
  about:
    'Once for all items that are shown together, before `item_view`, for plugins that look something up for all of them at once: answers elements by the id of the item, each of which stands after its fields. The items are told without their fields. What the same plugin answers to `item_view` stands in its place.',
  failure: 'leave_out',
  check(answer, leaveOut) {
    if (answer === undefined || answer === null) return undefined;
    if (!isObject(answer)) throw new InvalidAnswer('the answer must be an object');
    const elements = new Map<string, Element>();
    for (const [id, given] of Object.entries(answer)) {
      const { element, problems } = checkElement(given);
      for (const { pointer, message } of problems) leaveOut(`/${id}${pointer}`, message);
      if (element) elements.set(id, element);
    }
    return elements;
  },
});
