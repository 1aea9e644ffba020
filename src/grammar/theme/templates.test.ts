import assert from 'node:assert/strict';
import test from 'node:test';
import { html, trusted } from '#grammar/render';
import { silentLog } from '#platform/telemetry';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { hostileTexts } from '../../../test/support/hostile.ts';
import { wrongInTree } from '../../../test/support/tree-dangers.ts';
import { createTemplates } from './templates.ts';
import type { TemplateValues } from './template-values.ts';

/** The templates of a theme with these sources and of its base, and what was logged about them. */
function templates(
  sources: Readonly<Record<string, string>>,
  more: { development?: boolean; debug?: boolean; base?: Readonly<Record<string, string>> } = {},
) {
  const log: string[] = [];
  const error = (_fields: unknown, message?: string): void => void log.push(message ?? '');
  const filesOf = (theme: string, from: Readonly<Record<string, string>>) =>
    Object.entries(from).map(([name, source]) => ({
      name,
      theme,
      path: `themes/${theme}/templates/${name}.html`,
      source,
    }));
  const files = [...filesOf('base', more.base ?? {}), ...filesOf('test', sources)];
  const logger = Object.assign(Object.create(silentLog), { error });
  const { development = false, debug = false } = more;
  const made = createTemplates(files, { development, debug, log: logger });
  const draw = (names: readonly string[], values: TemplateValues = {}) =>
    made.draw(names, (notice) => ({ ...values, notice }));
  const render = (name: string, values?: TemplateValues) =>
    draw([name], values).html?.toString().trim();
  return { made, log, draw, render };
}

function rendered(source: string, values: TemplateValues): string | undefined {
  return templates({ page: source }).render('page', values);
}

/** The tags of parsed HTML, with the names of what they have. */
function tags(nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): readonly unknown[] {
  return nodes.flatMap((node) => {
    if (!('tagName' in node)) return [];
    const names = node.attrs.map(({ name }) => name);
    const kept = names.filter((name) => !/^(?:href|src|(?:form)?action)$/.test(name));
    return [[node.tagName, kept, tags(node.childNodes)]];
  });
}

test('everything is escaped, and what is safe already is not escaped twice', () => {
  const values = { title: '<b>"x"</b>', body: trusted('<p>Hello &amp; bye</p>') };
  assert.equal(
    rendered('<h1 title="{{ title }}">{{ title }}</h1>{{ body }}', values),
    '<h1 title="&lt;b&gt;&quot;x&quot;&lt;&#x2f;b&gt;">&lt;b&gt;&quot;x&quot;&lt;&#x2f;b&gt;</h1><p>Hello &amp; bye</p>',
  );
});

test('there is no way for a template to switch escaping off', () => {
  const hostile = '<img src=x onerror=alert(1)>';
  for (const filter of [
    'safe',
    'tojson',
    'string',
    'e',
    'upper',
    'join',
    'pprint',
    'default("")',
  ]) {
    const output = rendered(`{{ x|${filter} }}{% set y %}{{ x }}{% endset %}{{ y|${filter} }}`, {
      x: hostile,
    });
    assert.doesNotMatch(output ?? '', /<img/i, filter);
  }
  for (const source of [
    '{% autoescape false %}{{ x }}{% endautoescape %}',
    '{%- autoescape "none" -%}{{ x }}{%- endautoescape -%}',
    '{{ x | safe }}',
    '{% filter safe %}{{ x }}{% endfilter %}<script>{{ x }}</script>',
    '<p style="color: {{ x }}">',
    '<a href="#" onclick="{{ x }}">',
  ]) {
    const { render, log } = templates({ page: source });
    assert.equal(render('page', { x: hostile }), undefined, source);
    assert.match(log[0] ?? '', /themes\/test\/templates\/page\.html:1: /);
  }
  // Macros called with `caller`, and names of filters that are put together, escape as well.
  const map = rendered('{{ [x]|map("safe")|join }}', { x: hostile });
  assert.doesNotMatch(map ?? '', /<img/);
});

test('what people wrote is no code, wherever a template puts it', () => {
  const { render } = templates({
    page: `<p>{{ text }}</p><p title="{{ text }}" data-a='{{ text }}' {% if text > 'a' %}hidden{% endif %}>x</p>
      <textarea>{{ text }}</textarea><title>{{ text }}</title><!-- {{ text }} -->
      <a href="{{ text }}">a</a> <a href='{{ text }}'>b</a> <a HREF = "{{ part }}">c</a>
      <a href="/item?q={{ text|urlencode }}">d</a> <img src="{{ text }}" alt="{{ text }}">
      <form action="{{ text }}"><button formaction="{{ part }}">e</button></form>
      {{ part }}`,
  });
  for (const { name, text } of hostileTexts()) {
    const part = html`<p>${text}</p>`;
    const drawn = render('page', { text, part }) ?? '';
    const nodes = parseFragment(drawn).childNodes;
    // The comment and the title are the template's own.
    const wrong = wrongInTree(nodes).filter((one) => one !== '#comment' && one !== '<title>');
    assert.deepEqual(wrong, [], name);
    const written = render('page', { text: 'a', part: html`<p>a</p>` }) ?? '';
    assert.deepEqual(tags(nodes), tags(parseFragment(written).childNodes), name);
  }
});

test('addresses in a template lead where they did, if they lead to what a page may link to', () => {
  const shown = (url: string) => rendered('<a href="{{ url }}">x</a>', { url });
  assert.equal(shown('/a?b=c&d=e'), '<a href="&#x2f;a?b=c&amp;d=e">x</a>');
  assert.equal(
    shown('https://example.org/'),
    '<a href="https:&#x2f;&#x2f;example.org&#x2f;">x</a>',
  );
  assert.equal(shown('javascript:alert(1)'), '<a>x</a>');
  assert.equal(shown('java\nscript:alert(1)'), '<a>x</a>');
  const link = html`<a href="/x">javascript:alert(1)</a>`;
  assert.equal(rendered('<a href="{{ link }}">x</a>', { link }), '<a>x</a>');
  assert.equal(
    rendered('<img src="{{ url }}"><img src="/a.png">', { url: '//evil.example/a.png' }),
    '<img><img src="/a.png">',
  );
});

test('a template where a variable could become code is refused, with what to do instead', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['<a href={{ url }}>x</a>', /quotes/],
    ['<p {{ title }}>x</p>', /quotes/],
    ['<p class="a" {% if a %}{{ title }}{% endif %}>x</p>', /quotes/],
    ['<{{ title }}>x', /name of a tag/],
    ['</{{ title }}>', /name of a tag/],
    ['<p class="{{ a }}" style="{{ b }}">x</p>', /inline styles/],
    ['<p title="a > b" onclick="{{ b }}">x</p>', /inline handlers/],
    ["<p title='{{ a }}'onclick='{{ b }}'>x</p>", /inline handlers/],
    ['<iframe srcdoc="{{ a }}"></iframe>', /srcdoc/],
    ['<a href="javascript:go({{ a }})">x</a>', /address/],
    ["<a\n href = ' JavaScript:go()'>x</a>", /address/],
    ['<script src="/x.js">{{ a }}</script>', /inline scripts/],
  ];
  for (const [source, why] of cases) {
    const { render, log } = templates({ page: source });
    assert.equal(render('page', { url: 'x', title: 'x', a: 'x', b: 'x' }), undefined, source);
    assert.match(log.join(), why, source);
  }
  for (const source of [
    '<p title="{{ a }}" class=plain hidden>{{ a }} < {{ b }}</p>',
    '<html lang="{{ a }}"{% if a > b %} data-theme="{{ b }}"{% endif %}>',
    "<p {% if a %}class='{{ a }}'{% endif %}>On style = on</p>{# <p onclick=x> #}",
    '<a href="/javascript:{{ a }}">x</a><script src="{{ a }}" defer></script>',
  ]) {
    assert.notEqual(rendered(source, { a: 'x', b: 'y' }), undefined, source);
  }
});

test('an unknown variable, filter or template says file, line and the line itself', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    ['\n\n{{ nope }}', /page\.html:3: undefined value, in: \{\{ nope \}\}/],
    ['{{ title.first.nope }}', /page\.html:1: undefined value/],
    ['\n{{ title|shout }}', /page\.html:2: unknown filter: filter shout is unknown/],
    ['{% include "other.html" %}', /page\.html:1: .*non-existing template "other\.html"/],
    ['\n{% if %}', /page\.html:2: syntax error/],
    ['{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}', /fuel/],
  ];
  for (const [source, expected] of cases) {
    const { render, log } = templates({ page: source });
    assert.equal(render('page', { title: 'x' }), undefined);
    assert.match(log.join('\n'), expected);
  }
});

test('whoever develops sees in its place why a part failed, and nobody else does', () => {
  const live = templates({ page: '{{ nope }}' });
  assert.equal(live.draw(['page']).notice.toString(), '');
  const developed = templates({ page: '{{ nope }}' }, { development: true });
  assert.match(developed.draw(['page']).notice.toString(), /page\.html:1: undefined value/);
});

test('a failure is logged once and not with every page', () => {
  const { render, log } = templates({ page: '{{ nope }}' });
  for (let i = 0; i < 5; i++) render('page', {});
  assert.equal(log.length, 1);
});

test('after a panic of the engine pages are drawn as before, those of other themes too', () => {
  // Four billion spaces are more than the engine has room for.
  const { render, log } = templates({
    bomb: '{{ title|indent(4000000000) }}',
    page: '{{ title }}',
  });
  const other = templates({ page: '{{ title }}' });
  assert.equal(render('bomb', { title: 'x' }), undefined);
  assert.match(log[0] ?? '', /bomb\.html.*The template engine stopped/);
  assert.equal(render('page', { title: 'Here' }), 'Here');
  assert.equal(other.render('page', { title: 'Also' }), 'Also');
  assert.equal(log.length, 1);
});

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

test('nothing that people write can be taken for a safe part', () => {
  const secret = trusted('<script src="/ours.js"></script>');
  const { render } = templates({ page: '[{{ text }}]{{ body }}' });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('\u0001', '\u0002', '0:0', ':0', '123', '\u00010:0\u0002', '<', 'a'),
          fc.string({ unit: anyUnit }),
        ),
        { maxLength: 12 },
      ),
      (parts) => {
        const text = parts.join('');
        const output = render('page', { text, body: secret }) ?? '';
        assert.equal(output.split('<script').length, 2);
        assert.ok(output.endsWith(']<script src="/ours.js"></script>'));
        assert.equal(marked(output), false);
      },
    ),
  );
});

test('a token that leaks is of no use in the next rendering', () => {
  const { render } = templates({
    page: '{{ body|replace("\u0001", "(")|replace("\u0002", ")") }}',
    again: '{{ text }}{{ body }}',
  });
  const leaked = render('page', { body: trusted('<b>one</b>') }) ?? '';
  assert.match(leaked, /^\(\d+:0\)$/);
  const forged = leaked.replace('(', '\u0001').replace(')', '\u0002');
  const output = render('again', { text: forged, body: trusted('<b>two</b>') });
  assert.equal(output, `${leaked.slice(1, -1)}<b>two</b>`);
});

test('a safe part inside a tag is only its text', () => {
  const body = trusted('<p>Say "hi"</p>');
  assert.equal(
    rendered('<a title="{{ body }}" data-a=\'>{{ body }}\'>{{ body }}</a>', { body }),
    '<a title="Say &quot;hi&quot;" data-a=\'>Say &quot;hi&quot;\'><p>Say "hi"</p></a>',
  );
});

test('filters that change text leave safe parts whole or drop them', () => {
  const body = trusted('<p>Hello</p>');
  assert.equal(
    rendered('{{ body|upper }}{{ body|title }}{{ body|trim }}', { body }),
    '<p>Hello</p>'.repeat(3),
  );
  const turned = rendered('{{ body|reverse }}', { body }) ?? '';
  assert.equal(marked(turned) || turned.includes('<'), false);
});

test('an empty part counts as empty', () => {
  assert.equal(rendered('{% if body %}yes{% else %}no{% endif %}', { body: trusted('') }), 'no');
});

test('templates build on each other', () => {
  const { made, render } = templates({
    page: '<main>{% block body %}{% endblock %}</main>',
    'page--front': '{% extends "page.html" %}{% block body %}{{ title }}{% endblock %}',
  });
  assert.equal(render('page--front', { title: 'A & B' }), '<main>A &amp; B</main>');
  assert.equal(made.pick(['page--nope', 'page--front', 'page']), 'page--front');
});

const MISTAKES: readonly (readonly [string, string, RegExp])[] = [
  ['bad syntax', '<p>\n{% if %}', /test\/templates\/page\.html:2: syntax error/],
  ['an unknown variable', '\n{{ nope }}', /page\.html:2: undefined value.*given notice, title/s],
  ['an unknown filter', '{{ title|shout }}', /page\.html:1: unknown filter.*shout/],
  ['a missing include', '\n{% include "x.html" %}', /page\.html:2: .*"x\.html".*this theme/s],
  ['a missing parent', '{% extends "x.html" %}', /page\.html:1: .*"x\.html"/],
  [
    'a loop without end',
    '\n{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}',
    /page\.html:2: .*fuel.*loop in a loop/s,
  ],
  ['an inline script', '\n<script>x</script>', /page\.html:2: pages run no inline scripts/],
  ['an inline handler', '<p onclick="x">', /page\.html:1: pages run no inline handlers/],
  ['an inline style', '<p style="x">', /page\.html:1: pages take no inline styles/],
];

for (const [what, source, expected] of MISTAKES) {
  test(`${what} is said with file and line, and the base theme’s template stands in`, () => {
    const base = { page: '[{{ title }}]' };
    for (const development of [true, false]) {
      const { draw, log, made } = templates({ page: source }, { base, development });
      const drawn = draw(['page--front', 'page'], { title: 'Here' });
      assert.equal(drawn.html?.toString(), '[Here]');
      assert.match(log.join('\n'), expected);
      assert.match(made.problems().join('\n'), expected);
      if (development) assert.match(unescaped(drawn.notice.toString()), expected);
      else assert.equal(drawn.notice.toString(), '');
    }
  });
}

const unescaped = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');

test('without a base theme’s template the next more general one stands in', () => {
  const { draw } = templates({ 'item--article': '{{ nope }}', item: '({{ title }})' });
  assert.equal(draw(['item--article', 'item'], { title: 'Here' }).html?.toString(), '(Here)');
});

test('a template that builds on one with bad syntax builds on the base theme’s', () => {
  const { render } = templates(
    { page: '{% if %}' },
    {
      base: {
        page: '<{% block a %}{% endblock %}>',
        front: '{% extends "page.html" %}{% block a %}x{% endblock %}',
      },
    },
  );
  assert.equal(render('front'), '<x>');
});

test('comments say which file made a part and what was looked for', () => {
  const { draw } = templates(
    { item: '<p>{{ title }}</p>' },
    { debug: true, base: { page: '<!doctype html>\n<html></html>' } },
  );
  const hostile = 'item--x--><script>alert(1)</script>';
  const item = draw([hostile, 'item--article', 'item'], { title: 'A' }).html?.toString() ?? '';
  assert.match(
    item,
    /^<!-- Template themes\/test\/templates\/item\.html, looked for:\n {2}item--x--_.*\n {2}item--article\n\* item -->\n<p>A<\/p>/,
  );
  assert.match(item, /<!-- End of themes\/test\/templates\/item\.html -->\s*$/);
  assert.doesNotMatch(item, /<script|--!?>.*alert/);
  assert.match(draw(['page']).html?.toString() ?? '', /^<!doctype html>\n<!-- Template/);
  assert.doesNotMatch(templates({ item: 'x' }).render('item') ?? '', /<!--/);
});

/** Whether something is left of what stood for a safe part. */
function marked(output: string): boolean {
  return ['\u0001', '\u0002'].some((mark) => output.includes(mark));
}
