import type { Problem } from '#base';
import { defineFilter } from '../filter.ts';
import { readWholeNumber } from '../filter-settings.ts';
import { type HtmlToken, readHtml, writeHtml } from '../html-tokens.ts';
import { CONTENTS } from '../sanitise.ts';

interface TocSettings {
  readonly [key: string]: number;
  /** Headings from `<h2>` down to this level. */
  readonly deepest: number;
  /** On top of texts with more headings than this; 0: only where `[toc]` stands. */
  readonly more_than: number;
}

interface Heading {
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

const DEEPEST = { label: 'Down to', min: 2, max: 6, empty: 3 };
const MORE_THAN = { label: 'By itself for more headings than', min: 1, max: 100, empty: 0 };
const MARK = /^\s*\[toc\]\s*$/i;
const MARK_LINE = /^[^\S\n]*\[toc\][^\S\n]*$/im;
/** Nobody reads a longer list, and tags that are never closed must not cost more. */
const MOST_HEADINGS = 500;
const MOST_IN_HEADING = 100;

/** Lists the headings of a text, each with a link to it. */
export const tableOfContents = defineFilter<TocSettings>({
  name: 'table_of_contents',
  label: 'Table of contents',
  description: 'The headings of the text as links, where [toc] stands in a line of its own.',
  defaults: { deepest: 3, more_than: 0 },
  read({ deepest, more_than }) {
    const problems: Problem[] = [];
    return {
      settings: {
        deepest: readWholeNumber(deepest, DEEPEST, '/deepest', problems),
        more_than:
          more_than === 0 ? 0 : readWholeNumber(more_than, MORE_THAN, '/more_than', problems),
      },
      problems,
    };
  },
  elements: ({ deepest, more_than }) => ({
    deepest: {
      kind: 'select',
      label: DEEPEST.label,
      required: true,
      options: levels(6).map((level) => ({ value: String(level), label: `Heading ${level}` })),
      default: String(deepest),
    },
    more_than: {
      kind: 'number',
      label: MORE_THAN.label,
      help: 'Then it stands on top of a text without [toc] too. Empty: only where [toc] stands.',
      step: 1,
      default: more_than === 0 ? '' : String(more_than),
    },
  }),
  tip: () => '[toc] in a line of its own becomes a table of contents.',
  needs: ({ deepest }) => Object.fromEntries(levels(deepest).map((level) => [`h${level}`, []])),
  produces: ({ deepest }) => ({
    nav: ['class', 'aria-label'],
    ol: [],
    li: [],
    a: ['href'],
    ...Object.fromEntries(levels(deepest).map((level) => [`h${level}`, ['id']])),
  }),
  apply(html, { deepest, more_than }) {
    const tokens = readHtml(html).flatMap(markAlone);
    const place = tokens.findIndex((_, at) => isMark(tokens, at));
    const { marked, headings } = markHeadings(tokens, deepest);
    const byItself = more_than > 0 && headings.length > more_than;
    if (place === -1 && !byItself) return html;
    const contents = headings.length === 0 ? [] : listOf(headings);
    if (place === -1) return writeHtml([...contents, ...marked]);
    // The paragraph that `[toc]` stands in goes with it.
    const [before, after] = [marked[place - 1], marked[place + 1]];
    const around =
      before?.kind === 'open' && before.name === 'p' && after?.kind === 'close' ? 1 : 0;
    return writeHtml(marked.toSpliced(place - around, 1 + 2 * around, ...contents));
  },
});

/** `[toc]` in a line of its own as a token of its own. */
function markAlone(token: HtmlToken): readonly HtmlToken[] {
  if (token.kind !== 'text') return [token];
  const found = MARK_LINE.exec(token.text);
  if (!found) return [token];
  const [mark] = found;
  const before = token.text.slice(0, found.index);
  const after = token.text.slice(found.index + mark.length);
  return [before, mark, after]
    .filter((text) => text !== '')
    .map((text) => ({ kind: 'text', text }));
}

function isMark(tokens: readonly HtmlToken[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  const inCode = before?.kind === 'open' && /^(?:code|pre|kbd|samp)$/.test(before.name);
  return token?.kind === 'text' && MARK.test(token.text) && !inCode;
}

function levels(deepest: number): readonly number[] {
  return [2, 3, 4, 5, 6].filter((level) => level <= deepest);
}

/** The same tokens, where every heading has an id of its own. */
function markHeadings(tokens: readonly HtmlToken[], deepest: number) {
  const headings: Heading[] = [];
  const used = new Set<string>();
  const marked = tokens.map((token, at): HtmlToken => {
    if (token.kind !== 'open') return token;
    const level = Number(/^h([2-6])$/.exec(token.name)?.[1] ?? Number.NaN);
    if (!(level <= deepest) || headings.length >= MOST_HEADINGS) return token;
    const text = textUntilClosed(tokens, at + 1, token.name);
    if (text === '') return token;
    const given = token.attributes['id'];
    const id = given === undefined || given === '' ? freeId(text, used) : given;
    used.add(id);
    headings.push({ level, id, text });
    return { ...token, attributes: { ...token.attributes, id } };
  });
  return { marked, headings };
}

function textUntilClosed(tokens: readonly HtmlToken[], from: number, name: string): string {
  let text = '';
  for (const token of tokens.slice(from, from + MOST_IN_HEADING)) {
    if (token.kind === 'close' && token.name === name) break;
    if (token.kind === 'text') text += token.text;
  }
  return text.trim().replaceAll(/\s+/g, ' ');
}

function freeId(text: string, used: ReadonlySet<string>): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '');
  const base = Array.from(words).slice(0, 60).join('') || 'section';
  let id = base;
  for (let count = 2; used.has(id); count += 1) id = `${base}-${count}`;
  return id;
}

/** One list within another, however the levels of the headings jump. */
function listOf(headings: readonly Heading[]): readonly HtmlToken[] {
  const tokens: HtmlToken[] = [
    {
      kind: 'open',
      name: 'nav',
      attributes: { class: 'table-of-contents', 'aria-label': CONTENTS },
    },
  ];
  const open: number[] = [];
  for (const { level, id, text } of headings) {
    while (open.length > 1 && level < (open.at(-1) ?? 0)) {
      open.pop();
      tokens.push(close('li'), close('ol'));
    }
    if (level > (open.at(-1) ?? 0)) {
      open.push(level);
      tokens.push(start('ol'));
    } else tokens.push(close('li'));
    tokens.push(
      start('li'),
      { kind: 'open', name: 'a', attributes: { href: `#${id}` } },
      { kind: 'text', text },
      close('a'),
    );
  }
  for (const _ of open) tokens.push(close('li'), close('ol'));
  tokens.push(close('nav'));
  return tokens;
}

function start(name: string): HtmlToken {
  return { kind: 'open', name, attributes: {} };
}

function close(name: string): HtmlToken {
  return { kind: 'close', name };
}
