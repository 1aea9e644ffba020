import type { Attributes, Element } from '#grammar/render';

const NAMES = `id class title name value lang role for style onclick onload onfocus onerror srcdoc
  srcset is background dynsrc ping content http-equiv aria-label data-x data-hx-get hx-on hx-on:load
  hx-vals hx-trigger hx-confirm hx-target hx-swap popovertarget list form rel type dir`;
const ADDRESSES = 'href src action formaction poster cite data hx-get hx-post xlink:href';

/** All attributes that somebody may think of, saying `text`, or `url` where it is an address. */
function hostileAttributes(text: string, url: string): Attributes {
  const say = (names: string, value: string) =>
    names.split(/\s+/).map((name): [string, string] => [name, value]);
  return Object.fromEntries([...say(NAMES, text), ...say(ADDRESSES, url), [text, text]]);
}

/**
 * An element of every type that says `text` and leads to `url` wherever it can; every sixth, from
 * another one on for each `turn`, has all attributes.
 */
export function everyElement(text: string, url: string, turn: number): readonly Element[] {
  const say: Element = { '#type': 'text', '#value': text };
  const children = { [text]: say };
  const control: Element = { '#type': 'input', '#input': 'text', '#name': text, '#value': text };
  const form: Element = {
    '#type': 'form',
    '#action': url,
    '#method': 'post',
    '#children': children,
  };
  const plain: readonly Element[] = [
    say,
    { '#type': 'container', '#tag': 'section', '#children': children },
    { '#type': 'markup', '#value': text, '#format': 'full_html' },
    { '#type': 'markup', '#value': text, '#format': text },
    { '#type': 'code', '#value': text, '#language': text },
    { '#type': 'heading', '#level': 2, '#value': text, '#url': url },
    { '#type': 'link', '#url': url, '#value': text, '#icon': text },
    { '#type': 'image', '#url': url, '#alt': text },
    { '#type': 'icon', '#name': text, '#label': text },
    { '#type': 'time', '#value': text, '#look': 'relative' },
    { '#type': 'badge', '#value': text },
    { '#type': 'list', '#items': [say] },
    {
      '#type': 'table',
      '#caption': text,
      '#columns': [{ label: text, sort: { url } }],
      '#rows': [{ cells: [say], attributes: hostileAttributes(text, url) }],
    },
    { '#type': 'pager', '#page': 1, '#pages': 3, '#url': url },
    { '#type': 'breadcrumb', '#links': [{ url, label: text }] },
    { '#type': 'tabs', '#label': text, '#links': [{ url, label: text }] },
    { '#type': 'notice', '#tone': 'info', '#value': text, '#children': children },
    { '#type': 'empty_state', '#icon': text, '#title': text, '#value': text },
    { '#type': 'card', '#title': text, '#url': url, '#children': children },
    { '#type': 'progress', '#label': text, '#value': 1 },
    { '#type': 'difference', '#before': text, '#after': `${text} ${url}` },
    {
      '#type': 'field',
      '#name': text,
      '#field_type': text,
      '#label': text,
      '#label_display': 'above',
      '#items': [say],
    },
    {
      '#type': 'item',
      '#id': text,
      '#bundle': 'hostile',
      '#view_mode': 'full',
      '#title': text,
      '#url': url,
      '#published': false,
      '#author': { name: text, url },
      '#created': text,
      '#children': { field: { '#type': 'markup', '#value': text, '#format': 'plain_text' } },
    },
    { ...form, '#children': { inner: form } },
    {
      '#type': 'form_item',
      '#for': text,
      '#label': text,
      '#help': text,
      '#problems': [text],
      '#control': control,
    },
    {
      '#type': 'fieldset',
      '#legend': text,
      '#help': text,
      '#problems': [text],
      '#children': children,
    },
    control,
    { '#type': 'textarea', '#name': text, '#value': text },
    { '#type': 'select', '#name': text, '#options': [{ value: text, label: text, group: text }] },
    { '#type': 'button', '#name': text, '#value': text, '#submits': text, '#icon': 'check' },
  ];
  const attributes = hostileAttributes(text, url);
  return plain.map((element, at) =>
    (at + turn) % 6 === 0 ? { ...element, '#attributes': attributes } : element,
  );
}
