import type { Attributes } from '#grammar/render';

/**
 * For a button that sends the form and needs a part of it back: by htmx the element with this id,
 * without JavaScript the whole page, which is shown from there on. Files that are chosen and not
 * sent yet stay in the page.
 */
export function partialPost(action: string, id: string): Attributes {
  return {
    formaction: `${action}#${id}`,
    formnovalidate: true,
    'hx-post': action,
    'hx-target': `#${id}`,
    'hx-swap': 'outerHTML',
    'hx-encoding': 'application/x-www-form-urlencoded',
  };
}
