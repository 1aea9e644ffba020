/**
 * An element of XML that is written, never read. Small, because what there is of libraries for
 * feeds builds on a writer that is not looked after any more.
 */
export class XmlElement {
  readonly name: string;
  readonly parts: readonly XmlPart[];

  constructor(name: string, parts: readonly XmlPart[]) {
    this.name = name;
    this.parts = parts;
  }
}

/** Attributes, text, an element, or nothing. */
type XmlPart = { readonly [attribute: string]: string } | string | XmlElement | undefined | false;

export function tag(name: string, ...parts: readonly XmlPart[]): XmlElement {
  return new XmlElement(name, parts);
}

/** A whole document. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${write(root)}\n`;
}

function write({ name, parts }: XmlElement): string {
  let head = name;
  let inside = '';
  for (const part of parts) {
    if (part === undefined || part === false) continue;
    if (typeof part === 'string') inside += escapeXml(part);
    else if (part instanceof XmlElement) inside += write(part);
    else {
      for (const [key, value] of Object.entries(part)) head += ` ${key}="${escapeXml(value)}"`;
    }
  }
  return inside === '' ? `<${head}/>` : `<${head}>${inside}</${name}>`;
}

const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const NAMED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  // A reader of XML would make spaces of these in attributes.
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Text as it stands in XML, without the characters that XML cannot have at all. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NOT_XML, '')
    .replaceAll(/[&<>"\n\r\t]/g, (character) => NAMED[character] ?? character);
}
