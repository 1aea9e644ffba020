import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pluginStyleRefusal } from './plugin-style-check.ts';

test('style sheets of plugins that are whole by themselves are taken', () => {
  for (const fine of [
    '',
    'p { color: red }',
    '.a:is(.b, [c="}"]) { content: "\\"}"; } /* } */',
    "@media (width > 40rem) { a::after { content: '{' } }",
    String.raw`.wide\:grid { width: calc(1px / 2) }`,
    'p { background: url(wave.svg) } q { background: URL( "a(b).svg" ) }',
    'p { background: url(https://example.org/a/b.svg) }',
    readFileSync('plugins/blog/assets/blog.css', 'utf8'),
    readFileSync('plugins/notes/assets/notes.css', 'utf8'),
  ]) {
    assert.equal(pluginStyleRefusal(fine), undefined, fine);
  }
});

test('a style sheet that would leave its cascade layer is refused, with the line', () => {
  const out = '}body{display:none}@layer x{';
  for (const [bad, why] of [
    [`p{}\n${out}`, /^:2: “}” closes nothing/],
    ['p{}\n\np{(}', /^:3: “}” closes nothing/],
    ['p{', /^:1: “\{” is not closed/],
    ['p{} /* on', /^:1: a comment .* not closed/],
    ['p{content:"a\n"}', /does not end on its line/],
    [String.raw`p{content:"a\"`, /does not end on its line/],
    ["p{content:'a", /does not end on its line/],
    ['p{}\\', /may be escaped/],
    // Browsers read these as addresses that end at the first “)”.
    [`p{background:url(/*)}${out}/*)*/}`, /must stand in quotes/],
    [`p{background:url(x")}${out}p{content:")}`, /must stand in quotes/],
    [`p{background:\\75rl(/*)}${out}/*)*/}`, /may be escaped/],
    [`p{background:u\\rl(/*)}${out}/*)*/}`, /may be escaped/],
  ] as const) {
    assert.match(pluginStyleRefusal(bad) ?? 'taken', why, bad);
  }
});

test('a long style sheet is looked through at once', () => {
  const long = `p{background:url("${'x'.repeat(2_000_000)}")}`.concat(
    'p{color:red}\n'.repeat(50_000),
  );
  const start = performance.now();
  assert.equal(pluginStyleRefusal(long), undefined);
  assert.ok(performance.now() - start < 1000);
});
