import type { JsonObject } from '#base';
import type { RequestContext } from '#grammar/access';
import { type Element, type ItemElement, withoutHidden } from '#grammar/render';
import type { Taps } from '#grammar/taps';
import { itemView, itemViewAlter, preprocessItem, type SeenItem } from '../item-taps.ts';
import { itemViewMultiple } from '../view-multiple-tap.ts';

/** An item, and the element that its type makes of it. */
export interface BuiltItem extends SeenItem {
  readonly element: ItemElement;
}

/**
 * Shows items to plugins: what they add stands after the fields under `plugin:NAME`, what they
 * change is changed in order, and what they say to the template is with it. All items of a list
 * go together.
 */
export async function tapItemViews(
  taps: Taps,
  ctx: RequestContext,
  built: readonly BuiltItem[],
): Promise<readonly ItemElement[]> {
  const items = built.map(({ item, view_mode }): SeenItem => ({ item, view_mode }));
  let elements = built.map(({ element }) => element);
  const [first] = items;
  if (first && taps.has(itemViewMultiple)) {
    const listed = items.map(({ item: { fields: _fields, ...item } }) => item);
    const asked = { items: listed, view_mode: first.view_mode };
    const [said] = await taps.ask(ctx, itemViewMultiple, [asked]);
    elements = elements.map((element) => withParts(element, answersAbout(element, said?.answers)));
  }
  if (taps.has(itemView)) {
    const asked = await taps.ask(ctx, itemView, items);
    elements = elements.map((element, i) => withParts(element, asked[i]?.answers));
  }
  if (taps.has(itemViewAlter)) {
    const shown = built.map(({ item, view_mode }, i) => ({
      item,
      view_mode,
      element: withoutHidden(elements[i] ?? EMPTY),
    }));
    const asked = await taps.ask(ctx, itemViewAlter, shown);
    elements = elements.map((element, i) => asItem(asked[i]?.input.element) ?? element);
  }
  if (taps.has(preprocessItem)) {
    const asked = await taps.ask(ctx, preprocessItem, items);
    elements = elements.map((element, i) => withVariables(element, asked[i]?.answers));
  }
  return elements;
}

const EMPTY: Element = { '#type': 'container', '#children': {} };

function asItem(element: Element | undefined): ItemElement | undefined {
  return element?.['#type'] === 'item' ? element : undefined;
}

type Answers<Answer> = readonly { readonly plugin: string; readonly answer: Answer }[] | undefined;

/** What plugins said of this one of the items. */
function answersAbout(
  { '#id': id }: ItemElement,
  answers: Answers<ReadonlyMap<string, Element>>,
): Answers<Element> {
  return answers?.flatMap(({ plugin, answer }) => {
    const element = answer.get(id);
    return element ? [{ plugin, answer: element }] : [];
  });
}

function withParts(element: ItemElement, answers: Answers<Element>): ItemElement {
  if (!answers?.length) return element;
  const parts = answers.map(({ plugin, answer }) => [`plugin:${plugin}`, answer] as const);
  return {
    ...element,
    '#children': { ...element['#children'], ...Object.fromEntries(parts) },
  };
}

function withVariables(
  element: ItemElement,
  answers: Answers<{ readonly variables: JsonObject }>,
): ItemElement {
  if (!answers?.length) return element;
  const variables = answers.map(({ answer }) => answer.variables);
  return { ...element, '#variables': Object.assign({}, ...variables) as JsonObject };
}
