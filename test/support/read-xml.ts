import { SaxesParser } from 'saxes';

/** An element of XML as a strict reader of others read it. */
export interface ReadElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly ReadElement[];
}

interface Open extends ReadElement {
  text: string;
  readonly children: ReadElement[];
}

/** Reads a document; throws where it is not well-formed. */
export function readXml(document: string): ReadElement {
  const top: Open = { name: '', attributes: {}, text: '', children: [] };
  const open = [top];
  const parser = new SaxesParser({ xmlns: false });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes: { ...attributes }, text: '', children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    const last = open.at(-1);
    if (last) last.text += text;
  });
  parser.on('closetag', () => void open.pop());
  parser.write(document).close();
  const [root] = top.children;
  if (root === undefined) throw new Error('There is no element in it.');
  return root;
}

/** The children of that name. */
export function childrenOf(element: ReadElement, name: string): readonly ReadElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child of that name. */
export function textIn(element: ReadElement, name: string): string | undefined {
  return childrenOf(element, name)[0]?.text;
}
