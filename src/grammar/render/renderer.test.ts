import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import {
  type Children,
  container,
  type ContainerTag,
  createRenderer,
  type Element,
  escapeHtml,
  inOrder,
  type RenderView,
  text,
  trusted,
} from './index.ts';

const renderer = createRenderer({
  formats: { apply: (_format, text) => trusted(escapeHtml(text)) },
  templates: {
    drawItem: (_element, parts) => parts.content,
    drawField: () => undefined,
    drawComponent: (_element, content) => content,
  },
});
const view: RenderView = {
  locale: 'en',
  timeZone: 'UTC',
  now: new Date('2026-05-01T12:00:00Z'),
  theme: 'site',
};
const render = (element: Element) => renderer.render(element, view).toString();

type Node = DefaultTreeAdapterTypes.ChildNode;

/** A parsed tree as nested lists: tag, attributes in order of name, children. */
function shape(nodes: readonly Node[]): unknown[] {
  const out: unknown[] = [];
  for (const node of nodes) {
    if ('value' in node) out.push(node.value);
    else if ('tagName' in node) {
      const attrs = node.attrs.map(({ name, value }) => [name, value]);
      out.push([node.tagName, Object.fromEntries(attrs), shape(node.childNodes)]);
    }
  }
  return out;
}

/** Text as a parser gives it back: neighbours joined, nothing empty. */
function joined(parts: readonly unknown[]): unknown[] {
  const out: unknown[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') out[out.length - 1] = last + part;
    else out.push(part);
  }
  return out;
}

// What the parser changes by itself is not ours to keep: NUL, and halves of surrogate pairs.
const asParsed = (text: string) => text.replaceAll('\0', '');
const textArbitrary = fc.oneof(
  fc.string(),
  fc
    .string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) })
    .map((text) => text.toWellFormed()),
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '&amp;',
    "'",
    '\r',
  ),
);

const treeArbitrary = fc.letrec<{ tree: { element: Element; expected: unknown } }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    textArbitrary.map((value) => ({
      element: { '#type': 'text' as const, '#value': value },
      expected: asParsed(value),
    })),
    fc
      .record({
        tag: fc.constantFrom('div', 'section', 'span', 'article', 'em', 'li'),
        title: fc.option(textArbitrary, { nil: undefined }),
        children: fc.array(tie('tree'), { maxLength: 4 }),
      })
      .map(({ tag, title, children }) => ({
        element: {
          '#type': 'container' as const,
          // A parser moves some tags about; a list item inside a list item is one of them.
          '#tag': tag === 'li' ? ('div' as const) : (tag as 'div'),
          '#attributes': { title, onclick: 'alert(1)', style: 'color: red' },
          '#children': Object.fromEntries(children.map((child, i) => [`c${i}`, child.element])),
        },
        expected: [
          tag === 'li' ? 'div' : tag,
          title === undefined ? {} : { title: asParsed(title) },
          joined(children.map((child) => child.expected)),
        ],
      })),
  ),
}));

test('a page parsed by a browser says what the tree said, whatever people wrote', () => {
  fc.assert(
    fc.property(treeArbitrary.tree, ({ element, expected }) => {
      const parsed = shape(parseFragment(render(element)).childNodes);
      assert.deepEqual(joined(parsed), joined([expected]));
    }),
    { numRuns: 400 },
  );
});

test('a text area gives back what was in it, line breaks at the start too', () => {
  fc.assert(
    fc.property(textArbitrary, (value) => {
      const html = render({ '#type': 'textarea', '#name': 'body', '#value': value });
      const [area] = parseFragment(html).childNodes;
      const text = area && 'childNodes' in area ? shape(area.childNodes).join('') : undefined;
      assert.equal(text, asParsed(value));
    }),
  );
});

test('addresses that would run code are left out', () => {
  const hostile = [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://example.org/1',
    'file:///etc/passwd',
  ];
  for (const url of hostile) {
    for (const element of [
      { '#type': 'link', '#url': url, '#value': 'x' },
      { '#type': 'image', '#url': url, '#alt': 'x' },
      { '#type': 'heading', '#level': 2, '#value': 'x', '#url': url },
      { '#type': 'form', '#action': url, '#method': 'get', '#children': {} },
      { '#type': 'card', '#title': 'x', '#url': url, '#children': {} },
      { '#type': 'breadcrumb', '#links': [{ url, label: 'x' }] },
      { '#type': 'tabs', '#label': 'x', '#links': [{ url, label: 'x' }] },
      { '#type': 'button', '#value': 'x', '#attributes': { formaction: url, 'hx-get': url } },
    ] satisfies Element[]) {
      assert.doesNotMatch(render(element), /(?:href|src|action|hx-get)="/, JSON.stringify(element));
    }
  }
  const good = [
    '/item/1',
    'https://example.org/?a=b&c',
    'mailto:a@example.org',
    'tel:+39',
    '#x',
    '?p=1',
  ];
  for (const url of good) {
    const html = render({ '#type': 'link', '#url': url, '#value': 'x' });
    assert.ok(html.includes(`href="${escapeHtml(url)}"`), html);
  }
});

test('a page loads and sends to this site alone, whatever a tree says', () => {
  for (const url of [
    'https://example.org/x',
    '//example.org/x',
    '/\\example.org',
    '\\\\x',
    'http:x',
  ]) {
    for (const element of [
      { '#type': 'image', '#url': url, '#alt': 'x' },
      { '#type': 'form', '#action': url, '#method': 'post', '#children': {} },
      { '#type': 'button', '#value': 'x', '#attributes': { formaction: url, 'hx-post': url } },
      { '#type': 'container', '#attributes': { poster: url, 'hx-get': url }, '#children': {} },
    ] satisfies Element[]) {
      assert.doesNotMatch(render(element), /example|action|hx-/, JSON.stringify(element));
    }
  }
  assert.match(render({ '#type': 'image', '#url': '/file/1/a.png', '#alt': '' }), /src="\/file\/1/);
});

test('htmx runs no code that a tree brings', () => {
  const drawn = (attributes: Record<string, string>) =>
    render({ '#type': 'container', '#attributes': attributes, '#children': {} });
  assert.equal(
    drawn({ 'hx-trigger': 'load[alert(1)]', 'hx-confirm': 'js:alert(1)' }),
    '<div></div>',
  );
  assert.equal(
    drawn({ 'hx-trigger': 'keyup changed delay:300ms', 'hx-confirm': 'Sure?' }),
    '<div hx-trigger="keyup changed delay:300ms" hx-confirm="Sure?"></div>',
  );
});

test('a link that opens in another window gives it no hold of this one', () => {
  const attributes = { target: '_blank', rel: 'help' };
  const html = render({
    '#type': 'link',
    '#url': 'https://example.org/',
    '#value': 'x',
    '#attributes': attributes,
  });
  assert.equal(html, '<a href="https://example.org/" rel="help noopener" target="_blank">x</a>');
});

test('what HTML cannot nest is drawn as something that it can', () => {
  const box = (tag: ContainerTag, ...inside: Element[]) => container(inOrder(...inside), { tag });
  const cases: readonly (readonly [Element, string])[] = [
    [box('p', box('p', text('a'))), '<div><p>a</p></div>'],
    [
      box('p', box('span', box('section', text('a')))),
      '<div><span><section>a</section></span></div>',
    ],
    [box('p', box('em', text('a'))), '<p><em>a</em></p>'],
    [box('ul', box('li', box('li', text('a')))), '<ul><li><div>a</div></li></ul>'],
    [
      box('ul', box('li', box('ol', box('li', text('a'))))),
      '<ul><li><ol><li>a</li></ol></li></ul>',
    ],
    [{ '#type': 'list', '#items': [box('li', text('a'))] }, '<ul><li><div>a</div></li></ul>'],
    [box('dl', box('div', box('dt', text('a')))), '<dl><div><dt>a</dt></div></dl>'],
    [box('dl', box('dt', box('dd', text('a')))), '<dl><dt><div>a</div></dt></dl>'],
    // A row that is added to a list comes alone.
    [box('li', text('a')), '<li>a</li>'],
  ];
  for (const [element, html] of cases) assert.equal(render(element), html);
  const form = (name: string, children: Children): Element => ({
    '#type': 'form',
    '#action': `/${name}`,
    '#method': 'post',
    '#children': children,
  });
  assert.equal(
    render(form('outer', { inner: form('inner', { text: text('a') }) })),
    '<form class="form" action="/outer" method="post"><div class="form">a</div></form>',
  );
});

test('attributes that are not on the list are left out', () => {
  const html = render({
    '#type': 'container',
    '#attributes': {
      onclick: 'x',
      ONLOAD: 'x',
      style: 'x',
      srcdoc: 'x',
      'hx-on:click': 'x',
      'data-hx-on': 'x',
      'hx-vals': 'js:x',
      'x" onclick="y': 'z',
      'data-ok': 'yes',
      'aria-label': 'A "name"',
      hidden: true,
      class: ['a', 'b'],
    },
    '#children': {},
  });
  assert.equal(
    html,
    '<div data-ok="yes" aria-label="A &quot;name&quot;" hidden class="a b"></div>',
  );
});

test('what an element says of itself wins over what the tree adds', () => {
  const html = render({
    '#type': 'input',
    '#input': 'text',
    '#name': 'title',
    '#attributes': { type: 'file', name: 'other', class: 'wide', maxlength: 10 },
  });
  assert.equal(html, '<input type="text" class="input wide" name="title" maxlength="10">');
});

test('children stand in order of weight, and those without access not at all', () => {
  const text = (value: string, more: object = {}): Element => ({
    '#type': 'text',
    '#value': value,
    ...more,
  });
  const html = render({
    '#type': 'container',
    '#tag': 'span',
    '#children': {
      last: text('d', { '#weight': 5 }),
      second: text('b'),
      hidden: text('x', { '#access': false }),
      third: text('c'),
      first: text('a', { '#weight': -1 }),
    },
  });
  assert.equal(html, '<span>abcd</span>');
});

test('a control is tied to its label, help and problem', () => {
  const html = render({
    '#type': 'form_item',
    '#for': 'mail',
    '#label': 'Mail',
    '#help': 'Never shown.',
    '#required': true,
    '#problems': ['Enter a mail address.'],
    '#control': { '#type': 'input', '#input': 'email', '#name': 'mail' },
  });
  assert.match(html, /<label[^>]* for="mail">Mail/);
  assert.match(
    html,
    /<input[^>]* id="mail" aria-describedby="mail-help mail-problem" aria-invalid="true">/,
  );
  assert.match(html, /<p class="form-help" id="mail-help">Never shown\.<\/p>/);
  assert.match(html, /<p class="form-problem" id="mail-problem">/);
});

test('a password is never sent back', () => {
  const html = render({
    '#type': 'input',
    '#input': 'password',
    '#name': 'pass',
    '#value': 'secret',
  });
  assert.doesNotMatch(html, /secret/);
});

test('times read as people say them, and carry the exact one', () => {
  const time = (value: string, look?: 'date' | 'datetime' | 'relative') =>
    render({ '#type': 'time', '#value': value, ...(look ? { '#look': look } : {}) });
  assert.equal(time('2026-01-31'), '<time datetime="2026-01-31">31 January 2026</time>');
  assert.match(
    time('2026-05-01T09:00:00Z', 'relative'),
    /^<time datetime="[^"]+" title="Friday,? 1 May 2026[^"]*">3 hours ago<\/time>$/,
  );
  assert.equal(time('no <time>'), 'no &lt;time&gt;');
});

test('a mini pager has the page before, where one is, and the next', () => {
  const html = render({
    '#type': 'pager',
    '#page': 1,
    '#pages': 3,
    '#url': '/list?a=1',
    '#look': 'mini',
  });
  assert.match(
    html,
    /rel="prev" href="\/list\?a=1"[^]*<span class="pager-here">Page 2<\/span>[^]*rel="next" href="\/list\?a=1&amp;page=2"/,
  );
  assert.doesNotMatch(html, /<ol>/);
});

test('a pager names first, last and neighbours, and keeps the query', () => {
  const pager = (page: number, pages: number) =>
    render({ '#type': 'pager', '#page': page, '#pages': pages, '#url': '/list?sort=a&page=9' });
  assert.equal(pager(0, 1), '');
  const numbers = [...pager(5, 12).matchAll(/Page <\/span>(\d+)/g)].map((match) => match[1]);
  assert.deepEqual(numbers, ['1', '5', '6', '7', '12']);
  assert.match(pager(5, 12), /href="\/list\?sort=a&amp;page=6"/);
  assert.match(pager(5, 12), /<a href="\/list\?sort=a"><span/);
  assert.match(pager(2, 4), /rel="prev".*rel="next"/);
});

test('differences mark words, and long unlike texts are answered in time', () => {
  const html = render({ '#type': 'difference', '#before': 'a <b> c', '#after': 'a <i> c' });
  assert.match(html, /<del>.*b.*<\/del>.*<ins>.*i.*<\/ins>/);
  assert.doesNotMatch(html, /<b>|<i>/);
  const long = (seed: number) =>
    Array.from({ length: 30_000 }, (_, i) => String((i * seed) % 9973)).join(' ');
  const start = performance.now();
  render({ '#type': 'difference', '#before': long(17), '#after': long(31) });
  assert.ok(performance.now() - start < 2000);
});
