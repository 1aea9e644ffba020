import { defineFilter } from '../filter.ts';
import { type HtmlToken, isBlank, readHtml, writeHtml } from '../html-tokens.ts';

/** `<img data-caption="…" data-align="left">` becomes a figure with a caption. */
export const imageCaptions = defineFilter({
  name: 'image_captions',
  label: 'Captions under images',
  description:
    '<img data-caption="…"> gets its caption under it; data-align="left", "center" or "right" places it.',
  defaults: {},
  tip: () => 'Images may have data-caption and data-align.',
  needs: () => ({ img: ['src', 'alt'] }),
  reads: () => ({ img: ['data-caption', 'data-align'] }),
  produces: () => ({ figure: ['class'], figcaption: [], img: [] }),
  apply(html) {
    if (!/\sdata-(?:caption|align)\b/i.test(html)) return html;
    const out: HtmlToken[] = [];
    const tokens = readHtml(html);
    let paragraphs = 0;
    for (let at = 0; at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token === undefined) continue;
      if (token.kind !== 'text' && token.name === 'p') paragraphs += token.kind === 'open' ? 1 : -1;
      const made = token.kind === 'open' && token.name === 'img' ? figure(token) : undefined;
      if (made === undefined) {
        out.push(token);
        continue;
      }
      // A link around nothing but the image belongs into the figure.
      const before = out.at(-1);
      const after = tokens[at + 1];
      const inLink = isOpen(before, 'a') && after?.kind === 'close' && after.name === 'a';
      const { start, image, end } = made;
      const body = inLink ? [before, image, after] : [image];
      if (inLink) {
        out.pop();
        at += 1;
      }
      const whole = [start, ...body, ...end];
      // A figure ends the paragraph that it is in; the rest goes on in another.
      out.push(...(paragraphs > 0 ? [close('p'), ...whole, open('p', {})] : whole));
    }
    return writeHtml(withoutEmptyParagraphs(out));
  },
});

function figure(img: HtmlToken & { readonly kind: 'open' }) {
  const { 'data-caption': caption = '', 'data-align': align = '', ...attributes } = img.attributes;
  const side = /^(?:left|center|right)$/i.exec(align)?.[0].toLowerCase();
  if (caption.trim() === '' && side === undefined) return undefined;
  const text: HtmlToken = { kind: 'text', text: caption.trim() };
  return {
    start: open('figure', { class: side === undefined ? 'figure' : `figure figure-${side}` }),
    image: open('img', attributes),
    end:
      text.text === ''
        ? [close('figure')]
        : [open('figcaption', {}), text, close('figcaption'), close('figure')],
  };
}

function withoutEmptyParagraphs(tokens: readonly HtmlToken[]): readonly HtmlToken[] {
  const out: HtmlToken[] = [];
  for (const token of tokens) {
    const blank = isBlank(out.at(-1)) ? 1 : 0;
    if (token.kind === 'close' && token.name === 'p' && isOpen(out.at(-1 - blank), 'p')) {
      out.splice(-1 - blank);
    } else out.push(token);
  }
  return out;
}

function isOpen(
  token: HtmlToken | undefined,
  name: string,
): token is HtmlToken & { readonly kind: 'open' } {
  return token?.kind === 'open' && token.name === name;
}

function open(name: string, attributes: Readonly<Record<string, string>>): HtmlToken {
  return { kind: 'open', name, attributes };
}

function close(name: string): HtmlToken {
  return { kind: 'close', name };
}
