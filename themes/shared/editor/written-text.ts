import {
  DOMParser as DocumentParser,
  DOMSerializer,
  type Node,
  type Schema,
} from '@tiptap/pm/model';
import { paragraphsOfLines } from '../../../src/grammar/formats/filters/line-paragraphs.ts';
import type { Abilities } from './allowed-tags.ts';

/** The HTML that a text means: typed lines are paragraphs where the format makes them such. */
export function htmlOf(text: string, { lines }: Abilities): string {
  return lines ? paragraphsOfLines(text) : text.replaceAll(/\r\n?/g, '\n');
}

const CONTROLS = 'button, fieldset, input, object, output, select, textarea, form img';

/** HTML as a tree that loads nothing and runs nothing. */
export function readTree(html: string): HTMLElement {
  // Taken before there is anything that could be called "body" and be given in its place.
  const { body } = document.implementation.createHTMLDocument();
  body.innerHTML = html;
  // So would what is called "attributes" be in a form, of which no text has one in the end.
  for (const control of body.querySelectorAll(CONTROLS)) {
    for (const name of ['id', 'name']) control.removeAttribute(name);
  }
  return body;
}

export function readText(html: string, schema: Schema): Node {
  return DocumentParser.fromSchema(schema).parse(readTree(html));
}

/**
 * A document as it is stored: blocks on lines of their own, without empty lines, which would mean
 * paragraphs. '' when nothing is in it.
 */
export function writeText(doc: Node): string {
  const tree = document.implementation.createHTMLDocument();
  const { body } = tree;
  const serializer = DOMSerializer.fromSchema(doc.type.schema);
  body.append(serializer.serializeFragment(doc.content, { document: tree }));
  while (/^<p>[ \n]*<\/p>$/.test(body.lastElementChild?.outerHTML ?? '')) {
    body.lastElementChild?.remove();
  }
  for (const item of body.querySelectorAll('li')) tighten(item);
  for (const parent of [body, ...body.querySelectorAll('ul, ol, blockquote')]) {
    for (const child of [...parent.children].slice(1)) child.before('\n');
  }
  return body.innerHTML;
}

/** Items hold a line, as people write them, and not a paragraph. */
function tighten(item: Element): void {
  const [first, ...others] = item.children;
  const isLine = first?.localName === 'p' && first.attributes.length === 0;
  if (
    isLine &&
    first.hasChildNodes() &&
    others.every(({ localName }) => localName === 'ul' || localName === 'ol')
  ) {
    first.replaceWith(...first.childNodes);
  }
}
