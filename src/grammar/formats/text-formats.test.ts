import assert from 'node:assert/strict';
import test from 'node:test';
import { ANONYMOUS } from '#base';
import { type Actor, systemActor } from '#grammar/access';
import { createTextFormats } from './index.ts';

const formats = createTextFormats();
const show = (format: string, text: string) => formats.apply(format, text).toString();
test('plain text shows HTML as it was typed, with its lines and links', () => {
  assert.equal(
    show('plain_text', 'A <b> & "c"\nsecond line\n\nhttps://example.org/?a=1&b=2.'),
    '<p>A &lt;b&gt; &amp; "c"<br>\nsecond line</p>\n<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow ugc">https://example.org/?a=1&amp;b=2</a>.</p>',
  );
});

test('filtered HTML keeps what writing needs, and links stay whole', () => {
  assert.equal(
    show(
      'filtered_html',
      'See <a href="https://example.org">https://example.org</a> or ada@example.org',
    ),
    '<p>See <a href="https://example.org" rel="noopener nofollow ugc">https://example.org</a> or <a href="mailto:ada@example.org">ada@example.org</a></p>',
  );
  assert.equal(show('filtered_html', '<h2>One</h2><p>Two</p>'), '<h2>One</h2><p>Two</p>');
  assert.equal(show('filtered_html', '<table><tr><td>x</td></tr></table>').includes('<td'), false);
  assert.equal(show('full_html', '<table><tr><td>x</td></tr></table>').includes('<td>'), true);
});

test('writers are told what is allowed in a format, and what becomes of what they type', () => {
  const help = formats.list(systemActor()).map((format) => format.help);
  assert.deepEqual(help, [
    'Allowed: a, abbr, b, blockquote, br, cite, code, dd, del, dl, dt, em, h2, h3, h4, hr, i, ins and 15 more. Lines become paragraphs. Addresses become links. <code class="language-…"> is shown in colours.',
    'Allowed: every tag that does no harm. Images may have data-caption and data-align. <code class="language-…"> is shown in colours.',
    'HTML is shown as it is typed. Lines become paragraphs. Addresses become links.',
  ]);
});

test('a format that is gone shows its text escaped', () => {
  assert.equal(show('gone', '<b>x</b>'), '&lt;b&gt;x&lt;/b&gt;');
});

test('text says what the HTML says', () => {
  const html = '<h2>Title</h2><p>One &amp; two<br>three</p><script>no</script>';
  assert.equal(formats.toText('full_html', html), 'Title\nOne & two\nthree');
  assert.equal(formats.toText('plain_text', 'a < b '), 'a < b');
});

test('people write in the formats that they have permission for', () => {
  const actor = (...permissions: string[]): Actor => ({
    ...systemActor(ANONYMOUS),
    kind: 'user',
    isAdmin: false,
    permissions: new Set(permissions),
  });
  const names = (who: Actor) => formats.list(who).map((format) => format.value);
  assert.deepEqual(names(actor()), ['plain_text']);
  assert.deepEqual(names(actor('use text format filtered_html')), ['filtered_html', 'plain_text']);
  assert.deepEqual(names(systemActor()), ['filtered_html', 'full_html', 'plain_text']);
  assert.equal(formats.mayUse(actor(), 'full_html'), false);
  assert.equal(formats.mayUse(systemActor(), 'gone'), false);
  assert.deepEqual(
    formats.permissions().map((permission) => permission.name),
    ['use text format filtered_html', 'use text format full_html'],
  );
});

test('deep nesting and long text are answered in time', () => {
  const start = performance.now();
  show('full_html', '<div>'.repeat(20_000));
  show('filtered_html', '<a href="x" '.repeat(20_000));
  show('plain_text', 'https://example.org/ '.repeat(5_000));
  show('filtered_html', `${'\n'.repeat(50_000)}x${' \n'.repeat(50_000)}`);
  assert.ok(performance.now() - start < 5000, `${performance.now() - start} ms`);
});

test('a format says what an editor may write in it, and whether it is HTML at all', () => {
  const offered = new Map(formats.list(systemActor()).map((one) => [one.value, one.html]));
  assert.equal(offered.get('plain_text'), undefined);
  assert.match(offered.get('filtered_html')?.tags ?? '', /<a href title hreflang>.* <p lang dir>/s);
  assert.doesNotMatch(offered.get('filtered_html')?.tags ?? '', /<img|<table/);
  assert.equal(offered.get('filtered_html')?.lines, true);
  assert.match(offered.get('full_html')?.tags ?? '', /<img src alt[^>]* data-caption data-align>/);
  assert.equal(offered.get('full_html')?.lines, false);
});

test('what a filter of a plugin reads is not known, so no editor writes for it', () => {
  const filters = [{ name: 'markdown:markdown', settings: {} }];
  const format = { name: 'markdown', label: 'Markdown', weight: 0, filters };
  const [offered] = createTextFormats({ formats: () => [format] }).list(systemActor());
  assert.equal(offered?.html, undefined);
});
