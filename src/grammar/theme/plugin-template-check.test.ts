import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pluginTemplateRefusal } from './plugin-template-check.ts';

const refused = (source: string, path = 'templates/component--tides_card.html') =>
  pluginTemplateRefusal(path, source);

test('a template of a plugin may branch, go through a list, and show what it is given', () => {
  const source = `<article class="tides" data-level="{{ level }}"{% if high %} data-high{% endif %}>
{# a comment #}
{% for name in names %}
<p lang="en">{{ name|upper }} – {{ loop.index }}</p>
{% else %}<p>None</p>{% endfor %}
{% if level > 3 and not calm %}<a href="{{ url }}">{{ title|default("More") }}</a>{% elif calm %}calm{% endif %}
{{ content }}</article>`;
  assert.equal(refused(source), undefined);
});

test('what could run, send, frame or load something is refused with its line', () => {
  for (const source of [
    '<script src="/file/7/evil.js"></script>',
    '<form action="/user/logout"><button>Win</button></form>',
    '<iframe src="/admin"></iframe>',
    '<base href="https://evil.example">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<link rel="stylesheet" href="/x.css">',
    '<style>body { display: none }</style>',
    '<svg><use href="#x"/></svg>',
    '<p onclick="x()">x</p>',
    '<p style="color: red">x</p>',
    '<p hx-get="/admin">x</p>',
    '<p data-hx-get="/admin">x</p>',
    '<p id="main">x</p>',
    '<a href="javascript:alert(1)">x</a>',
    '<input name="password">',
    '<button popovertarget="x">x</button>',
  ]) {
    assert.match(refused(`<p>fine</p>\n${source}`) ?? 'taken', /^:2: /, source);
  }
});

test('a tag cannot be put together of parts', () => {
  for (const source of [
    '<{{ tag }}>x',
    '<{% if x %}script{% endif %}>x',
    '<s{% if x %}cript{% endif %}>x',
    '<s{# #}cript>x',
    '<p on{% if x %}click{% endif %}="x()">x</p>',
    '<p {% if x %}on{% endif %}click="x()">x</p>',
    '<p {% if x %}on{%- endif -%} click="x()">x</p>',
    '<p {% if x %}on{% endif %}\nclick="x()">x</p>',
    '{% raw %}{{ "<script>" }}{% endraw %}',
    '{% set x %}<b>{% endset %}{{ x }}',
    '{% filter replace("b", "script") %}<b>{% endfilter %}',
    '{{ x|safe }}',
    '{% autoescape false %}{{ x }}{% endautoescape %}',
    '{% include "page.html" %}',
    '{% macro x() %}{% endmacro %}',
  ]) {
    assert.notEqual(refused(source), undefined, source);
  }
});

test('what takes long or makes much of little is refused', () => {
  for (const source of [
    '{% for i in range(100000) %}x{% endfor %}',
    '{% for a in x %}{% for b in x %}y{% endfor %}{% endfor %}',
    '{% for a in x recursive %}{{ loop(a) }}{% endfor %}',
    '{{ "x" * 1000000 }}',
    '{{ x|indent(1000000) }}',
    '{{ x|join(y) }}',
    '{{ x|replace("a", y) }}',
    '{{ lipsum() }}',
    '{{ [1, 2, 3] }}',
    'x'.repeat(70_000),
  ]) {
    assert.notEqual(refused(source), undefined, source.slice(0, 60));
  }
  const loop = '{% for a in variables %}x{% endfor %}';
  assert.equal(refused(loop), undefined);
  assert.notEqual(refused(loop, 'templates/item--post.html'), undefined);
});
