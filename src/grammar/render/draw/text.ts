import { attributes, words } from '../attributes.ts';
import type { Drawing } from '../drawing.ts';
import type {
  BadgeElement,
  CodeElement,
  ContainerElement,
  HeadingElement,
  IconElement,
  ImageElement,
  LinkElement,
  ListElement,
  MarkupElement,
  TimeElement,
} from '../elements/index.ts';
import { drawIcon } from '../icons.ts';
import { endsParagraph, tagWithin, type Within, withinTag } from '../nesting.ts';
import { escapeHtml } from '../safe-html.ts';
import { timeWords } from '../times.ts';
import { safeUrl } from '../urls.ts';
import { labelled } from './labelled.ts';

export function drawContainer(drawing: Drawing, element: ContainerElement, within: Within): string {
  let tag = tagWithin(element['#tag'] ?? 'div', within);
  const inside = drawing.children(element['#children'], withinTag(tag, within));
  if (tag === 'p' && endsParagraph(inside)) tag = 'div';
  return `<${tag}${attributes({}, element['#attributes'])}>${inside}</${tag}>`;
}

export function drawMarkup(drawing: Drawing, element: MarkupElement): string {
  const html = (drawing.view.formats ?? drawing.options.formats)
    .apply(element['#format'], element['#value'])
    .toString();
  return `<div${attributes({ class: 'prose' }, element['#attributes'])}>${html}</div>`;
}

export function drawCode(element: CodeElement): string {
  const own = { class: 'code', 'data-language': element['#language'], tabindex: 0 };
  return `<pre${attributes(own, element['#attributes'])}><code>${escapeHtml(element['#value'])}</code></pre>`;
}

export function drawHeading(element: HeadingElement): string {
  const tag = `h${element['#level']}`;
  const url = element['#url'] === undefined ? undefined : safeUrl(element['#url']);
  const text = escapeHtml(element['#value']);
  const inside = url === undefined ? text : `<a href="${escapeHtml(url)}">${text}</a>`;
  return `<${tag}${attributes({}, element['#attributes'])}>${inside}</${tag}>`;
}

export function drawLink(element: LinkElement): string {
  const look = element['#look'];
  const { target, rel } = element['#attributes'] ?? {};
  const own = {
    href: element['#url'],
    // A page that opens in a window of its own gets no hold of this one.
    ...(target === undefined ? {} : { rel: words(rel, 'noopener') }),
    ...(look && look !== 'link' ? { class: 'button', 'data-look': look } : {}),
    ...(element['#iconOnly'] ? { 'data-icon-only': true } : {}),
  };
  const inside = labelled(element['#value'], element['#icon'], element['#iconOnly']);
  return `<a${attributes(own, element['#attributes'])}>${inside}</a>`;
}

export function drawImage(element: ImageElement): string {
  const own = {
    src: element['#url'],
    alt: element['#alt'],
    width: element['#width'],
    height: element['#height'],
    loading: element['#attributes']?.['loading'] ?? 'lazy',
    decoding: 'async',
  };
  return `<img${attributes(own, element['#attributes'])}>`;
}

export function drawIconElement(element: IconElement): string {
  const icon = drawIcon(element['#name'], element['#label']);
  const extra = attributes({}, element['#attributes']);
  return extra === '' ? icon : `<span${extra}>${icon}</span>`;
}

export function drawTime(drawing: Drawing, element: TimeElement): string {
  const words = timeWords(element['#value'], element['#look'], drawing.view);
  if (words === undefined) return escapeHtml(element['#value']);
  const own = { datetime: element['#value'], title: words.title };
  return `<time${attributes(own, element['#attributes'])}>${escapeHtml(words.text)}</time>`;
}

export function drawBadge(element: BadgeElement): string {
  const own = { class: 'badge', 'data-tone': element['#tone'] ?? 'neutral' };
  return `<span${attributes(own, element['#attributes'])}>${escapeHtml(element['#value'])}</span>`;
}

export function drawList(drawing: Drawing, element: ListElement): string {
  const tag = element['#ordered'] ? 'ol' : 'ul';
  let items = '';
  for (const item of element['#items']) {
    if (item['#access'] !== false) items += `<li>${drawing.element(item)}</li>`;
  }
  return `<${tag}${attributes({}, element['#attributes'])}>${items}</${tag}>`;
}
