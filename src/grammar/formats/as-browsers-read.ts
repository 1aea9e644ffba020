import { escapeHtml, ownUrl } from '#grammar/render';
import {
  type DefaultTreeAdapterTypes,
  defaultTreeAdapter as tree,
  html as names,
  parseFragment,
  serialize,
} from 'parse5';

type Parent = DefaultTreeAdapterTypes.ParentNode;
type Element = DefaultTreeAdapterTypes.Element;
type Child = DefaultTreeAdapterTypes.ChildNode;

const HTML = names.NS.HTML;
const REL = 'noopener nofollow ugc';
/** One reading puts in order, the next finds nothing to do; tangled links and tables take three. */
const MOST_READINGS = 5;

/**
 * Safe HTML as a browser reads it. Text of a format that goes through this stays in the element it
 * stands in, whatever is missing or misnested in it: a stray `<li>` would end the list item of the
 * page, a stray `<td>` the cell. What a text loads comes from this site, and links to others say
 * `noopener`.
 */
export function asBrowsersRead(html: string): string {
  let read = html;
  for (let times = 0; times < MOST_READINGS; times += 1) {
    const again = readOnce(read);
    if (again === read) return read;
    read = again;
  }
  // Nobody writes that by accident.
  return escapeHtml(read);
}

function readOnce(html: string): string {
  const read = parseFragment(tree.createElement('div', HTML, []), html, {});
  settle(read);
  return serialize(read);
}

function settle(parent: Parent): void {
  const children: Child[] = [];
  let list: Element | undefined;
  const put = (child: Child, into: Element | undefined): void => {
    if (into === undefined) children.push(child);
    else tree.appendChild(into, child);
    child.parentNode = into ?? parent;
  };
  for (const child of parent.childNodes) {
    if (!tree.isElementNode(child)) {
      const between = tree.isTextNode(child) && child.value.trim() === '';
      if (!between) list = undefined;
      put(child, list);
      continue;
    }
    settle(child);
    const wanted = missingList(child, parent);
    if (wanted === undefined) list = undefined;
    else if (list?.tagName !== wanted) {
      list = tree.createElement(wanted, HTML, []);
      put(list, undefined);
    }
    put(withOwnMedia(child), list);
    markLink(child);
  }
  parent.childNodes = children;
}

/** The list that `child` should be in and is not. */
function missingList({ tagName }: Element, parent: Parent): 'ul' | 'dl' | undefined {
  const inside = (node: Parent | null, ...tags: readonly string[]): boolean =>
    node !== null && 'tagName' in node && tags.includes(node.tagName);
  if (tagName === 'li') return inside(parent, 'ul', 'ol') ? undefined : 'ul';
  if (tagName !== 'dt' && tagName !== 'dd') return undefined;
  // A `div` may hold a term with what it means.
  const grouped =
    inside(parent, 'div') && 'parentNode' in parent && inside(parent.parentNode, 'dl');
  return grouped || inside(parent, 'dl') ? undefined : 'dl';
}

const MEDIA = new Set(['img', 'video', 'audio']);

/** What would be loaded from elsewhere is a link to there, or its words where a link cannot be. */
function withOwnMedia(element: Element): Child {
  if (!MEDIA.has(element.tagName)) return element;
  const value = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  const poster = value('poster');
  if (poster !== undefined && ownUrl(poster) === undefined) {
    element.attrs = element.attrs.filter(({ name }) => name !== 'poster');
  }
  const url = value('src');
  if (url === undefined || ownUrl(url) !== undefined) return element;
  const words = tree.createTextNode(value('alt') || url);
  if (isInLink(element)) return words;
  const link = tree.createElement('a', HTML, [{ name: 'href', value: url }]);
  tree.appendChild(link, words);
  markLink(link);
  return link;
}

function isInLink(element: Element): boolean {
  for (let node: Parent | null = element.parentNode; node;) {
    if (!('tagName' in node)) return false;
    if (node.tagName === 'a') return true;
    node = node.parentNode;
  }
  return false;
}

/** Who is linked to learns nothing of the page, and gains nothing from it. */
function markLink(element: Element): void {
  if (element.tagName !== 'a') return;
  const value = (name: string) => element.attrs.find((one) => one.name === name)?.value;
  const href = value('href') ?? '';
  const elsewhere = ownUrl(href) === undefined && !/^(?:mailto|tel):/i.test(href.trim());
  const rel = elsewhere ? REL : value('target') === undefined ? undefined : 'noopener';
  if (rel === undefined) return;
  element.attrs = [
    ...element.attrs.filter(({ name }) => name !== 'rel'),
    { name: 'rel', value: rel },
  ];
}
