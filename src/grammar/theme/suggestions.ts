import type { FieldElement, ItemElement } from '#grammar/render';

/** The templates that an item may have, the most specific first. */
export function itemSuggestions(element: ItemElement): readonly string[] {
  const { '#bundle': bundle, '#view_mode': mode, '#id': id } = element;
  return [
    `item--${bundle}--${id}`,
    `item--${bundle}--${mode}`,
    `item--${bundle}`,
    `item--${mode}`,
    'item',
  ];
}

export function fieldSuggestions(element: FieldElement): readonly string[] {
  return [`field--${element['#name']}`, `field--${element['#field_type']}`, 'field'];
}

/**
 * The status of an error, or the front page, then the layout, then any page. 422 is no error of
 * the page: it is a form that says what is wrong with it, and it stays where it was.
 */
export function pageSuggestions(page: {
  readonly front: boolean;
  readonly status: number;
  readonly layout: string;
}): readonly string[] {
  const isError = page.status >= 400 && page.status !== 422;
  return [
    ...(isError ? [`page--${page.status}`, 'page--error'] : []),
    ...(page.front && !isError ? ['page--front'] : []),
    `page--${page.layout}`,
    'page',
  ];
}
