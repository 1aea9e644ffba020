import assert from 'node:assert/strict';
import test from 'node:test';
import { trusted } from '#grammar/render';
import { silentLog } from '#platform/telemetry';
import * as fc from 'fast-check';
import { createTemplates, type Templates } from './templates.ts';
import type { TemplateValues } from './template-values.ts';

/** Templates with these sources, and what was logged about them. */
function templates(
  sources: Readonly<Record<string, string>>,
  development = false,
): { made: Templates; log: string[] } {
  const log: string[] = [];
  const error = (_fields: unknown, message?: string): void => void log.push(message ?? '');
  const files = Object.entries(sources).map(([name, source]) => ({
    name,
    path: `themes/test/templates/${name}.html`,
    source,
  }));
  const logger = Object.assign(Object.create(silentLog), { error });
  return { made: createTemplates(files, { development, log: logger }), log };
}

function rendered(source: string, values: TemplateValues): string | undefined {
  return templates({ page: source }).made.render('page', values)?.toString();
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
    const { made, log } = templates({ page: source });
    assert.equal(made.render('page', { x: hostile }), undefined, source);
    assert.match(log[0] ?? '', /themes\/test\/templates\/page\.html:1: /);
  }
  // Macros called with `caller`, and names of filters that are put together, escape as well.
  const map = rendered('{{ [x]|map("safe")|join }}', { x: hostile });
  assert.doesNotMatch(map ?? '', /<img/);
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
    const { made, log } = templates({ page: source });
    assert.equal(made.render('page', { title: 'x' }), undefined);
    assert.match(log.join('\n'), expected);
  }
});

test('a part that failed is left out; who develops sees why in its place', () => {
  const live = templates({ page: '{{ nope }}' });
  live.made.render('page', {});
  assert.equal(live.made.instead('page').toString(), '');
  const developed = templates({ page: '{{ nope }}' }, true);
  developed.made.render('page', {});
  assert.match(developed.made.instead('page').toString(), /page\.html:1: undefined value/);
});

test('a failure is logged once and not with every page', () => {
  const { made, log } = templates({ page: '{{ nope }}' });
  for (let i = 0; i < 5; i++) made.render('page', {});
  assert.equal(log.length, 1);
});

test('after a panic of the engine pages are drawn as before, those of other themes too', () => {
  // Four billion spaces are more than the engine has room for.
  const { made, log } = templates({
    bomb: '{{ title|indent(4000000000) }}',
    page: '{{ title }}',
  });
  const other = templates({ page: '{{ title }}' });
  assert.equal(made.render('bomb', { title: 'x' }), undefined);
  assert.match(log[0] ?? '', /bomb\.html.*The template engine stopped/);
  assert.equal(made.render('page', { title: 'Here' })?.toString(), 'Here');
  assert.equal(other.made.render('page', { title: 'Also' })?.toString(), 'Also');
  assert.equal(log.length, 1);
});

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));

test('nothing that people write can be taken for a safe part', () => {
  const secret = trusted('<script src="/ours.js"></script>');
  const { made } = templates({ page: '[{{ text }}]{{ body }}' });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom('\uFDD0', '\uFDD1', '0:0', ':0', '123', '\uFDD00:0\uFDD1', '<', 'a'),
          fc.string({ unit: anyUnit }),
        ),
        { maxLength: 12 },
      ),
      (parts) => {
        const text = parts.join('');
        const output = made.render('page', { text, body: secret })?.toString() ?? '';
        assert.equal(output.split('<script').length, 2);
        assert.ok(output.endsWith(']<script src="/ours.js"></script>'));
        assert.doesNotMatch(output, /[\uFDD0\uFDD1]/);
      },
    ),
  );
});

test('a token that leaks is of no use in the next rendering', () => {
  const { made } = templates({
    page: '{{ body|replace("\uFDD0", "(")|replace("\uFDD1", ")") }}',
    again: '{{ text }}{{ body }}',
  });
  const leaked = made.render('page', { body: trusted('<b>one</b>') })?.toString() ?? '';
  assert.match(leaked, /^\(\d+:0\)$/);
  const forged = leaked.replace('(', '\uFDD0').replace(')', '\uFDD1');
  const output = made.render('again', { text: forged, body: trusted('<b>two</b>') })?.toString();
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
  assert.doesNotMatch(rendered('{{ body|reverse }}', { body }) ?? '', /[\uFDD0\uFDD1<]/);
});

test('an empty part counts as empty', () => {
  assert.equal(rendered('{% if body %}yes{% else %}no{% endif %}', { body: trusted('') }), 'no');
});

test('templates build on each other', () => {
  const { made } = templates({
    page: '<main>{% block body %}{% endblock %}</main>',
    'page--front': '{% extends "page.html" %}{% block body %}{{ title }}{% endblock %}',
  });
  assert.equal(
    made.render('page--front', { title: 'A & B' })?.toString(),
    '<main>A &amp; B</main>',
  );
  assert.equal(made.pick(['page--nope', 'page--front', 'page']), 'page--front');
});
