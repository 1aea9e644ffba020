import { element, type Element, type ItemElement, markup, text } from '../elements/index.ts';
import { valuesIn } from '../field-values.ts';
import type { ItemInput, ShownItemInput } from '../item.ts';
import type { JsonObject } from '../json.ts';
import type { PageInput } from '../page.ts';

/** With all of the item; what of it a plugin is handed is as its manifest says. */
type WholeItem = ShownItemInput & { readonly item: ItemInput };

/** An item that is about to be seen, with what a test says of it: `{ title: 'Sea', fields: { … } }`. */
export function shownItem(
  given: Partial<ItemInput> = {},
  viewMode: ShownItemInput['view_mode'] = 'full',
): WholeItem {
  const item: ItemInput = {
    id: '01890000-0000-7000-8000-000000000001',
    type: 'article',
    title: 'The quiet hour',
    published: true,
    author_id: '01890000-0000-7000-8000-00000000000a',
    author_name: 'Ann',
    created: '2026-01-01T09:30:00.000Z',
    fields: {},
    ...given,
  };
  return { item, view_mode: viewMode };
}

/** The same with the element that a site makes of it, as `itemViewAlter` is given it. */
export function builtItem(
  given: Partial<ItemInput> = {},
  viewMode: ShownItemInput['view_mode'] = 'full',
): WholeItem & { readonly element: ItemElement } {
  const shown = shownItem(given, viewMode);
  const { id, type, title, published, created, fields } = shown.item;
  const children = Object.entries(fields).map(([name, stored]) => [name, fieldOf(name, stored)]);
  return {
    ...shown,
    element: element('item', {
      id,
      bundle: type,
      view_mode: viewMode,
      title,
      url: `/item/${id}`,
      published,
      created,
      children: Object.fromEntries(children),
    }),
  };
}

/** A page, with what a test says of it: `page({ title: 'Talks' }, { front: true })`. */
export function page(
  given: Partial<PageInput['page']> = {},
  place: Partial<Omit<PageInput, 'page'>> = {},
): PageInput {
  return {
    url: '/',
    theme: 'site',
    layout: 'page',
    status: 200,
    front: false,
    ...place,
    page: { title: 'A page', body: text('What stands on it.'), ...given },
  };
}

function fieldOf(name: string, stored: JsonObject | readonly JsonObject[]): Element {
  const values = valuesIn(stored);
  return element('field', {
    name,
    field_type: values.some((value) => 'format' in value) ? 'long_text' : 'text',
    label: name,
    label_display: 'hidden',
    items: values.map(shownValue),
  });
}

function shownValue({ value, format }: JsonObject): Element {
  const said = typeof value === 'string' ? value : JSON.stringify(value ?? '');
  return typeof format === 'string' ? markup(said, format) : text(said);
}
