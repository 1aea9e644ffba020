import { systemContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { PageRequest, Upload } from '#grammar/routes';

/** Requests to a form, and what a browser would send back from the form that it was shown. */

export function getRequest(url = '/form'): PageRequest {
  const address = new URL(url, 'http://site');
  return {
    ctx: systemContext(),
    method: 'GET',
    url,
    params: {},
    query: address.searchParams,
    body: { values: new Map(), uploads: new Map() },
    formKey: 'a visitor',
    baseUrl: address.origin,
    client: { address: '127.0.0.1', agent: 'test' },
  };
}

export function postRequest(
  values: Entered,
  more: { url?: string; uploads?: Record<string, readonly Upload[]>; fragment?: string } = {},
): PageRequest {
  return {
    ...getRequest(more.url),
    method: 'POST',
    body: {
      values: values instanceof Map ? values : new Map(Object.entries(values)),
      uploads: new Map(Object.entries(more.uploads ?? {})),
    },
    ...(more.fragment === undefined ? {} : { fragment: more.fragment }),
  };
}

export type Entered =
  | ReadonlyMap<string, readonly string[]>
  | Readonly<Record<string, readonly string[]>>;

/** Every element of a tree, outer before inner. */
export function* allElements(element: Element): Generator<Element> {
  yield element;
  const children = '#children' in element ? Object.values(element['#children'] ?? {}) : [];
  for (const child of children) yield* allElements(child);
  if (element['#type'] === 'form_item') yield* allElements(element['#control']);
  if (element['#type'] === 'list') for (const item of element['#items']) yield* allElements(item);
  if (element['#type'] === 'table')
    for (const row of element['#rows']) for (const cell of row.cells) yield* allElements(cell);
}

/** What a browser would send from the form as it is shown, without pressing a named button. */
export function enteredIn(shown: Element): Map<string, string[]> {
  const entered = new Map<string, string[]>();
  const add = (name: string, value: string) =>
    void entered.set(name, [...(entered.get(name) ?? []), value]);
  for (const element of allElements(shown)) {
    if (element['#attributes']?.['disabled'] === true) continue;
    if (element['#type'] === 'textarea') add(element['#name'], element['#value']);
    if (element['#type'] === 'input') addInput(element, add);
    if (element['#type'] === 'select') {
      const chosen = element['#options'].filter((option) => option.selected);
      const first = element['#multiple'] ? [] : element['#options'].slice(0, 1);
      for (const option of chosen.length > 0 ? chosen : first) add(element['#name'], option.value);
    }
  }
  return entered;
}

function addInput(
  element: Extract<Element, { '#type': 'input' }>,
  add: (name: string, value: string) => void,
): void {
  const kind = element['#input'];
  if (kind === 'file') return;
  if ((kind === 'checkbox' || kind === 'radio') && !element['#checked']) return;
  // Browsers show no password that was sent before.
  add(element['#name'], kind === 'password' ? '' : (element['#value'] ?? ''));
}
