import type { Problem } from '#base';
import { LinkifyIt } from 'linkify-it';
import { defineFilter } from '../filter.ts';
import { readWholeNumber } from '../filter-settings.ts';
import { type HtmlToken, readHtml, writeHtml } from '../html-tokens.ts';

interface LinkSettings {
  readonly [key: string]: boolean | number;
  readonly new_tab: boolean;
  /** Characters; 0: as long as they are. */
  readonly shorten: number;
}

const SHORTEN = { label: 'Shorten addresses to', min: 10, max: 500, empty: 0 };
const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true });
finder.add('ftp:', null).add('//', null);

/** Addresses in the text become links; what stands in a tag, link or code stays. */
export const links = defineFilter<LinkSettings>({
  name: 'links',
  label: 'Links from addresses',
  description: 'Web and mail addresses in the text become links.',
  defaults: { new_tab: false, shorten: 0 },
  read({ new_tab, shorten }) {
    const problems: Problem[] = [];
    return {
      settings: {
        new_tab: new_tab === true,
        shorten: shorten === 0 ? 0 : readWholeNumber(shorten, SHORTEN, '/shorten', problems),
      },
      problems,
    };
  },
  elements: ({ new_tab, shorten }) => ({
    new_tab: {
      kind: 'checkbox',
      label: 'Open links to other sites in a new tab',
      help: 'Those written by hand too.',
      default: new_tab,
    },
    shorten: {
      kind: 'number',
      label: SHORTEN.label,
      help: 'Characters that are shown of a long address. Empty: all of it.',
      step: 1,
      default: shorten === 0 ? '' : String(shorten),
    },
  }),
  tip: () => 'Addresses become links.',
  produces: ({ new_tab }) => ({ a: new_tab ? ['href', 'target'] : ['href'] }),
  apply(html, settings) {
    const open: string[] = [];
    const tokens = readHtml(html).flatMap((token): readonly HtmlToken[] => {
      if (token.kind === 'text') return open.length > 0 ? [token] : linked(token.text, settings);
      if (/^(?:a|code|pre)$/.test(token.name)) {
        if (token.kind === 'open') open.push(token.name);
        else open.pop();
      }
      return token.kind === 'open' && token.name === 'a' ? [withTarget(token, settings)] : [token];
    });
    return writeHtml(tokens);
  },
});

function linked(text: string, settings: LinkSettings): readonly HtmlToken[] {
  const found = finder.match(text);
  if (!found) return [{ kind: 'text', text }];
  const tokens: HtmlToken[] = [];
  let at = 0;
  for (const { index, lastIndex, url, text: said } of found) {
    tokens.push(
      { kind: 'text', text: text.slice(at, index) },
      withTarget({ kind: 'open', name: 'a', attributes: { href: url } }, settings),
      { kind: 'text', text: shortened(said, settings.shorten) },
      { kind: 'close', name: 'a' },
    );
    at = lastIndex;
  }
  tokens.push({ kind: 'text', text: text.slice(at) });
  return tokens;
}

function withTarget(
  link: HtmlToken & { readonly kind: 'open' },
  { new_tab }: LinkSettings,
): HtmlToken {
  const away = /^(?:https?:)?\/\//i.test(link.attributes['href'] ?? '');
  return new_tab && away ? { ...link, attributes: { ...link.attributes, target: '_blank' } } : link;
}

function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  return most === 0 || signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
