import { readTree } from './written-text.ts';

/** A piece of a line: its text, and the tags around it in whatever order. */
type Run = readonly [text: string, tags: string];
type Block = readonly [tag: string, inside: readonly (Run | Block)[]];

const BLOCKS = new Set(
  `address article aside blockquote body caption col colgroup dd details div dl dt fieldset
  figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary
  table tbody td tfoot th thead tr ul video audio`.split(/\s+/),
);
/** Stands for a line break that was made, as no text that is read has it. */
const BREAK = '\u2028';
const LINES = new Set('p h1 h2 h3 h4 h5 h6'.split(' '));

/** Whether two texts say the same: they may differ in white space and the order of tags in a line. */
export function meansTheSame(one: string, other: string): boolean {
  return JSON.stringify(meaningOf(one)) === JSON.stringify(meaningOf(other));
}

/** Empty paragraphs at the end are nothing that anybody wrote. */
function meaningOf(html: string): readonly Block[] {
  const blocks = blocksIn(readTree(html));
  const last = blocks.findLastIndex(([tag, inside]) => tag !== '<p>' || inside.length > 0);
  return blocks.slice(0, last + 1);
}

/** What is in `before` more often than in `after`: `<table>`, `<p title>`, `<!-- -->`. */
export function lostIn(before: string, after: string): readonly string[] {
  const left = countTags(after);
  const lost = [...countTags(before)].filter(([what, times]) => times > (left.get(what) ?? 0));
  return lost.map(([what]) => what);
}

function countTags(html: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (what: string) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const body = readTree(html);
  for (const { localName, attributes } of body.querySelectorAll('*')) {
    add(`<${localName}>`);
    for (const { name } of attributes) add(`<${localName} ${name}>`);
  }
  const comments = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  while (comments.nextNode()) add('<!-- -->');
  return counts;
}

/** Text that stands among blocks is a paragraph. */
function blocksIn(parent: Element): readonly Block[] {
  const blocks: Block[] = [];
  let loose: Run[] = [];
  const end = () => {
    const line = lineOf(loose);
    if (line.length > 0) blocks.push(['<p>', line]);
    loose = [];
  };
  for (const node of parent.childNodes) {
    if (node instanceof Element && BLOCKS.has(node.localName)) {
      end();
      blocks.push(blockOf(node));
    } else loose.push(...runsIn(node, []));
  }
  end();
  return blocks;
}

function blockOf(element: Element): Block {
  const tag = nameOf(element);
  if (element.localName === 'pre') return [tag, [[element.innerHTML.replace(/\n$/, ''), '']]];
  if (!LINES.has(element.localName)) return [tag, blocksIn(element)];
  return [tag, lineOf([...element.childNodes].flatMap((child) => runsIn(child, [])))];
}

function runsIn(node: ChildNode, around: readonly string[]): readonly Run[] {
  const tags = () => around.toSorted().join(' ');
  if (node instanceof Comment) return [[`<!--${node.data}-->`, tags()]];
  if (!(node instanceof Element)) return [[node.textContent ?? '', tags()]];
  if (node.localName === 'br') return [[BREAK, tags()]];
  // A block in a line, or nothing at all: what the editor makes of it is not the same.
  if (BLOCKS.has(node.localName) || node.childNodes.length === 0) return [[nameOf(node), tags()]];
  const name = nameOf(node);
  const inside = name === '<span>' ? around : [...around, name];
  return [...node.childNodes].flatMap((child) => runsIn(child, inside));
}

/** One line of runs, with spaces as they are seen. */
function lineOf(runs: readonly Run[]): readonly Run[] {
  const line: [string, string][] = [];
  let spaced = true;
  for (const [given, tags] of runs) {
    let text = given.replaceAll(/[ \t\n\f\r]+/g, ' ');
    const before = line.at(-1);
    if (text === BREAK && before) before[0] = before[0].replace(/ $/, '');
    if (spaced && text.startsWith(' ')) text = text.slice(1);
    if (text === '') continue;
    spaced = text.endsWith(' ') || text === BREAK;
    if (before && before[1] === tags) before[0] += text;
    else line.push([text, tags]);
  }
  const last = line.at(-1);
  if (last) last[0] = last[0].replace(/ $/, '');
  return last?.[0] === '' ? line.slice(0, -1) : line;
}

function nameOf({ localName, attributes }: Element): string {
  const written = [...attributes].map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`);
  return `<${localName}${written.toSorted().join('')}>`;
}
