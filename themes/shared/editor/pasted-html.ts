import { readTree } from './written-text.ts';

/** Attributes that mean something where the text comes to; the rest is how it looked elsewhere. */
const KEPT = new Set(['href', 'src', 'alt', 'start', 'colspan', 'rowspan']);
const DROPPED =
  'style, script, title, meta, link, template, iframe, object, svg, math, button, input';

/**
 * HTML from the clipboard, of a word processor or another page, as the editor reads it: without
 * classes, styles and what programs leave behind. Bold and italic that only a style says become
 * tags, the lists of Word become lists, and a `h1`, which is the page's own, is one level less.
 */
export function cleanPasted(html: string): string {
  const body = readTree(quiet(html));
  for (const element of body.querySelectorAll(DROPPED)) element.remove();
  listsOfWord(body);
  for (const element of body.querySelectorAll('*')) tagsOfStyle(element);
  for (const element of body.querySelectorAll('*')) {
    for (const name of element.getAttributeNames()) {
      if (!KEPT.has(name)) element.removeAttribute(name);
    }
    if (element.localName === 'h1') renamed(element, 'h2');
    const isEmptyOfWord = element.localName.includes(':') && element.textContent.trim() === '';
    if (isEmptyOfWord || /^(?:span|font)$/.test(element.localName)) unwrap(element);
  }
  return body.innerHTML;
}

/**
 * Without what the policy of the page would complain of when it is read: styles, which are read as
 * text, and handlers. Word writes what is only for itself between conditional comments.
 */
function quiet(html: string): string {
  return html
    .replaceAll(/<!--[\s\S]*?-->|<!\[[^\]>]*\]>|<style\b[\s\S]*?<\/style\s*>/gi, '')
    .replaceAll(/<[a-z][^<>]*>/gi, (tag) =>
      tag.replaceAll(/(?<=["'\s/])(style|on[a-z]+)(?=\s*=)/gi, 'data-$1'),
    );
}

function styleOf(element: Element): string {
  return element.getAttribute('data-style') ?? '';
}

/** What only the style says, as tags; and no tag where the style takes it back. */
function tagsOfStyle(element: Element): void {
  const style = styleOf(element);
  if (/^(?:b|strong)$/.test(element.localName)) {
    // Google Docs puts everything into a `b` that is not bold.
    if (/font-weight:\s*(?:normal|400)/i.test(style)) unwrap(element);
  } else if (/^(?:span|font)$/.test(element.localName)) {
    if (/font-weight:\s*(?:bold|[6-9]00)/i.test(style)) wrapInside(element, 'strong');
    if (/font-style:\s*italic/i.test(style)) wrapInside(element, 'em');
    if (/text-decoration(?:-line)?:[^;]*line-through/i.test(style)) wrapInside(element, 's');
  }
}

/** Word has paragraphs that look like items, with their bullet as text. */
function listsOfWord(body: HTMLElement): void {
  let list: Element | undefined;
  for (const paragraph of body.querySelectorAll('p')) {
    if (!/mso-list:\s*l\d/i.test(styleOf(paragraph))) {
      list = undefined;
      continue;
    }
    const bullet = [...paragraph.querySelectorAll('span')].find((span) =>
      /mso-list:\s*ignore/i.test(styleOf(span)),
    );
    const kind = /^\s*(?:\d+|[a-z])[.)]/i.test(bullet?.textContent ?? '') ? 'ol' : 'ul';
    bullet?.remove();
    if (list?.localName !== kind || list.nextElementSibling !== paragraph) {
      list = body.ownerDocument.createElement(kind);
      paragraph.before(list);
    }
    const item = body.ownerDocument.createElement('li');
    item.append(...paragraph.childNodes);
    list.append(item);
    paragraph.remove();
  }
}

function wrapInside(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function renamed(element: Element, tag: string): void {
  const other = element.ownerDocument.createElement(tag);
  other.append(...element.childNodes);
  element.replaceWith(other);
}

function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}
