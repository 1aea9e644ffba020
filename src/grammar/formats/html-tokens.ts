import { escapeHtml } from '#grammar/render';
import { Parser } from 'htmlparser2';

/**
 * HTML as a flat list, which filters change and put together again. Nothing nests, so that text of
 * any depth is read in one pass.
 */
export type HtmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: HtmlAttributes }
  | { readonly kind: 'close'; readonly name: string }
  /** As it reads, without references. */
  | { readonly kind: 'text'; readonly text: string };

export interface HtmlAttributes {
  readonly [name: string]: string;
}

const VOID = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
);

/** Whether a tag has nothing in it and no end. */
export function isVoid(name: string): boolean {
  return VOID.has(name);
}

/** Every opened tag is closed in the answer; comments are left out. */
export function readHtml(html: string): HtmlToken[] {
  const tokens: HtmlToken[] = [];
  let text = '';
  const endText = () => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      endText();
      tokens.push({ kind: 'open', name, attributes });
    },
    onclosetag(name) {
      endText();
      if (!isVoid(name)) tokens.push({ kind: 'close', name });
    },
    // One run of text may come in pieces.
    ontext(piece) {
      text += piece;
    },
  });
  parser.end(html);
  endText();
  return tokens;
}

export function writeHtml(tokens: readonly HtmlToken[]): string {
  let html = '';
  for (const token of tokens) {
    if (token.kind === 'text') html += escapeHtml(token.text);
    else if (token.kind === 'close') html += `</${token.name}>`;
    else html += `<${token.name}${writeAttributes(token.attributes)}>`;
  }
  return html;
}

function writeAttributes(attributes: HtmlAttributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escapeHtml(value)}"`)
    .join('');
}

/** Whether nothing can be seen of it: white space in text. */
export function isBlank(token: HtmlToken | undefined): boolean {
  return token?.kind === 'text' && token.text.trim() === '';
}
