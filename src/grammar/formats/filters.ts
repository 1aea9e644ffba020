import { escapeHtml } from '#grammar/render';
import { LinkifyIt } from 'linkify-it';
import { type AllowedTags, limitTags } from './sanitise.ts';

/** One step of a text format: HTML (or text at first) in, HTML out. */
export interface Filter {
  readonly name: string;
  /** What it does, for people who choose. */
  readonly label: string;
  apply(text: string): string;
}

/** The text as it is: nothing in it is HTML. Stands first if it is there. */
export function escapeFilter(): Filter {
  return { name: 'escape', label: 'Show HTML as it was typed', apply: escapeHtml };
}

/** Always last: whatever the filters before it did, its output is safe. */
export function limitTagsFilter(allowed: AllowedTags): Filter {
  return {
    name: 'limit_tags',
    label: 'Leave only these tags',
    apply: (text) => limitTags(text, allowed),
  };
}

const BLOCK =
  /<(?:address|article|aside|blockquote|details|dl|div|figure|h[1-6]|hr|ol|p|pre|section|table|ul)\b/i;
const BLOCK_START = new RegExp(`^\\s*${BLOCK.source}`, 'i');

/** Empty lines make paragraphs, single line breaks `<br>`; text with blocks of its own stays. */
export function lineBreaksFilter(): Filter {
  return {
    name: 'line_breaks',
    label: 'Paragraphs and line breaks from the lines as typed',
    apply(text) {
      const lines = text.replaceAll(/\r\n?/g, '\n');
      // Somebody who writes blocks by hand, or an editor that does, means those.
      if (BLOCK.test(lines) && !/\n\s*\n/.test(lines)) return lines;
      return lines
        .split(/\n\s*\n+/)
        .map((block) => block.trim())
        .filter((block) => block !== '')
        .map((block) =>
          BLOCK_START.test(block) ? block : `<p>${block.replaceAll('\n', '<br>\n')}</p>`,
        )
        .join('\n');
    },
  };
}

/** Addresses in the text become links; what stands in a tag, link or code stays. */
export function linksFilter(): Filter {
  const finder = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: true });
  finder.add('ftp:', null).add('//', null);
  return {
    name: 'links',
    label: 'Links from web and mail addresses',
    apply(html) {
      let closed = '';
      return html.replaceAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>|[^<]+|</gi, (part, slash, name) => {
        if (typeof name === 'string') {
          const tag = name.toLowerCase();
          if (closed === '' && slash === '' && /^(?:a|code|pre)$/.test(tag)) closed = tag;
          else if (slash === '/' && tag === closed) closed = '';
          return part;
        }
        return closed === '' ? linkText(finder, part) : part;
      });
    },
  };
}

/** `text` is a run of HTML without tags: its `&` are references already. */
function linkText(finder: LinkifyIt, text: string): string {
  const found = finder.match(text);
  if (!found) return text;
  let out = '';
  let at = 0;
  for (const match of found) {
    // A reference such as &quot; ends an address.
    const shown = match.text.replace(/&(?:quot|#39|lt|gt);.*$/s, '');
    const url = match.url.slice(0, match.url.length - (match.text.length - shown.length));
    out += `${text.slice(at, match.index)}<a href="${url.replaceAll('"', '%22')}">${shown}</a>`;
    at = match.index + shown.length;
  }
  return out + text.slice(at);
}
