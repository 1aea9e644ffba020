import { createRequire } from 'node:module';
import type { HLJSApi } from 'highlight.js';
import { defineFilter } from '../filter.ts';
import { type HtmlToken, readHtml, writeHtml } from '../html-tokens.ts';

/** Longer code stays plain: colouring 100,000 characters takes a tenth of a second and more. */
const LONGEST = 50_000;
const require = createRequire(import.meta.url);
let loaded: HLJSApi | undefined;

/** Loading 36 languages takes 25 ms, which only a site that shows code has to pay. */
function highlighter(): HLJSApi {
  // `require` answers anything; this is what the package's types say of it.
  return (loaded ??= require('highlight.js/lib/common') as HLJSApi);
}

/** `<code class="language-ts">` in colours. */
export const codeHighlight = defineFilter({
  name: 'code_highlight',
  label: 'Colours in code',
  description: 'Code in <code class="language-python"> is shown in colours, by its language.',
  defaults: {},
  tip: () => '<code class="language-…"> is shown in colours.',
  needs: () => ({ code: ['class'] }),
  produces: () => ({ code: ['class'], span: ['class'] }),
  apply(html) {
    if (!/language-/i.test(html)) return html;
    const tokens = readHtml(html);
    const out: HtmlToken[] = [];
    for (let at = 0; at < tokens.length; at += 1) {
      const [start, text, end] = tokens.slice(at, at + 3);
      if (start === undefined) continue;
      const coloured = isCode(start, text, end) ? colour(start, text) : undefined;
      out.push(...(coloured ?? [start]));
      // The text is in what was coloured; its end follows.
      if (coloured) at += 1;
    }
    return writeHtml(out);
  },
});

/** Code with nothing but text in it. */
function isCode(
  start: HtmlToken,
  text: HtmlToken | undefined,
  end: HtmlToken | undefined,
): text is HtmlToken & { readonly kind: 'text' } {
  return (
    start.kind === 'open' &&
    start.name === 'code' &&
    text?.kind === 'text' &&
    text.text.length <= LONGEST &&
    end?.kind === 'close'
  );
}

function colour(
  start: HtmlToken,
  { text }: HtmlToken & { readonly kind: 'text' },
): readonly HtmlToken[] | undefined {
  if (start.kind !== 'open') return undefined;
  const named = /(?:^|\s)language-([\w+#.-]+)/i.exec(start.attributes['class'] ?? '')?.[1];
  const language = named?.toLowerCase();
  if (language === undefined || !highlighter().getLanguage(language)) return undefined;
  const { value } = highlighter().highlight(text, { language, ignoreIllegals: true });
  const attributes = { ...start.attributes, class: `hljs language-${language}` };
  return [{ ...start, attributes }, ...readHtml(value)];
}
