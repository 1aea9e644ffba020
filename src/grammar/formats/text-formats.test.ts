import assert from 'node:assert/strict';
import test from 'node:test';
import { ANONYMOUS } from '#base';
import { type Actor, systemActor } from '#grammar/access';
import * as fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import { createTextFormats } from './index.ts';

const formats = createTextFormats();
const show = (format: string, text: string) => formats.apply(format, text).toString();
const NAMES = ['plain_text', 'filtered_html', 'full_html', 'gone'];

const HOSTILE = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example></sCrIpT>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<math><mtext></p><style><img src=x onerror=alert(1)></style>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#106;avascript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="//evil.example" style="position:fixed;inset:0">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>x</button></form>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<video src=x onerror=alert(1) poster="javascript:alert(1)"></video>',
  '<body onload=alert(1)>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
  '<link rel=stylesheet href=//evil.example>',
  '<style>@import "//evil.example"</style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<b/onclick=alert(1)//>x',
  '<<script>script>alert(1)<</script>/script>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<template><script>alert(1)</script></template>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<p hx-get="/admin" hx-on:click="alert(1)" data-hx-post="/">x</p>',
  'https://example.org/"onmouseover="alert(1)',
  "https://example.org/'><img src=x onerror=alert(1)>",
  'javascript:alert(1) //example.org',
  '<a href="https://example.org/<script>">https://x.example/<b></a>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[<img src=x onerror=alert(1)>]]>',
];

/** What a browser would run or send in some HTML. */
function dangers(html: string): string[] {
  const found: string[] = [];
  const look = (nodes: readonly DefaultTreeAdapterTypes.ChildNode[]): void => {
    for (const node of nodes) {
      if (!('tagName' in node)) continue;
      if (
        /^(?:script|style|iframe|object|embed|form|input|svg|math|base|meta|link|template|xmp|body)$/.test(
          node.tagName,
        )
      ) {
        found.push(node.tagName);
      }
      for (const { name, value } of node.attrs) {
        if (/^(?:on|hx-|data-|style|srcdoc)/.test(name)) found.push(name);
        // What a browser takes for a scheme, once it has dropped what it drops.
        const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replaceAll(/[\p{Cc}\s]/gu, ''))?.[1];
        const isUrl = /^(?:href|src|poster|cite|action)$/.test(name);
        if (isUrl && scheme !== undefined && !/^(?:https?|mailto|tel)$/i.test(scheme)) {
          found.push(`${name}=${value}`);
        }
        if (/^\s*(?:javascript|data|vbscript):/i.test(value)) found.push(`${name}=${value}`);
      }
      look(node.childNodes);
    }
  };
  look(parseFragment(html).childNodes);
  return found;
}

test('nothing hostile comes through any format', () => {
  for (const name of NAMES) {
    for (const text of HOSTILE) {
      const html = show(name, text);
      assert.deepEqual(dangers(html), [], `${name}: ${text} became ${html}`);
    }
  }
});

test('nothing hostile comes through in any combination', () => {
  const pieces = fc.oneof(
    fc.constantFrom(...HOSTILE),
    fc.constantFrom('<', '>', '"', "'", '<a href="', '\n\n'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.array(pieces, { maxLength: 6 }), (name, parts) => {
      assert.deepEqual(dangers(show(name, parts.join(''))), []);
    }),
    { numRuns: 300 },
  );
});

test('plain text shows HTML as it was typed, with its lines and links', () => {
  assert.equal(
    show('plain_text', 'A <b> & "c"\nsecond line\n\nhttps://example.org/?a=1&b=2.'),
    '<p>A &lt;b&gt; &amp; "c"<br />\nsecond line</p>\n<p><a href="https://example.org/?a=1&amp;b=2" rel="noopener nofollow ugc">https://example.org/?a=1&amp;b=2</a>.</p>',
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

test('a format that does not limit tags at its end is refused at start', () => {
  assert.throws(
    () => createTextFormats([{ name: 'raw', label: 'Raw', filters: [] }]),
    /"raw" does not end with the filter that limits tags/,
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
