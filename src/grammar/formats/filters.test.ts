import assert from 'node:assert/strict';
import test from 'node:test';
import type { JsonObject } from '#base';
import { hostileTexts } from '../../../test/support/hostile.ts';
import { dangersIn } from '../../../test/support/markup-dangers.ts';
import { createTextFormats, type FilterUse, findFilter, kernelFilters } from './index.ts';

const formats = createTextFormats();

/** What a format with these filters makes of a text. */
function show(filters: Readonly<Record<string, JsonObject>>, text: string): string {
  const uses = Object.entries(filters).map(([name, settings]): FilterUse => ({ name, settings }));
  const name = formats.tryOut({ name: 'tried', label: 'Tried', weight: 0, filters: uses });
  return formats.apply(name, text).toString();
}

test('code is shown in the colours of its language, and stays code', () => {
  const html = show(
    { code_highlight: {} },
    '<pre><code class="language-js">const a = "&lt;b&gt;"; // x\n\ny</code></pre>',
  );
  assert.equal(
    html,
    '<pre><code class="hljs language-js"><span class="hljs-keyword">const</span> a = <span class="hljs-string">"&lt;b&gt;"</span>; <span class="hljs-comment">// x</span>\n\ny</code></pre>',
  );
  for (const plain of [
    '<pre><code class="language-nothing">x = 1</code></pre>',
    '<pre><code>x = 1</code></pre>',
    `<code class="language-js">${'x = 1;\n'.repeat(10_000)}</code>`,
    '<code class="language-js">a <em>b</em></code>',
  ]) {
    assert.equal(show({ code_highlight: {} }, plain), plain);
  }
});

test('empty lines in preformatted text make no paragraphs', () => {
  assert.equal(
    show({ line_breaks: {} }, 'One\n\n<pre>a\n\nb</pre>\n\ntwo'),
    '<p>One</p>\n<pre>a\n\nb</pre>\n<p>two</p>',
  );
});

test('an image gets its caption and its place, out of the paragraph that it was typed in', () => {
  const both = { image_captions: {}, line_breaks: {} };
  assert.equal(
    show(both, '<img src="/a.png" alt="A" data-caption="On <em>a</em> hill" data-align="left">'),
    '<figure class="figure figure-left"><img alt="A" src="/a.png" loading="lazy"><figcaption>On &lt;em&gt;a&lt;/em&gt; hill</figcaption></figure>',
  );
  assert.equal(
    show(
      { image_captions: {} },
      '<p>before <a href="/b"><img src="/a.png" alt="A" data-caption="Hill"></a></p><p>after</p>',
    ),
    '<p>before </p><figure class="figure"><a href="/b"><img alt="A" src="/a.png" loading="lazy"></a><figcaption>Hill</figcaption></figure><p>after</p>',
  );
  const odd = show({ image_captions: {} }, '<img src="/a.png" alt="" data-align="top">');
  assert.equal(odd, '<img alt="" src="/a.png" loading="lazy">');
});

test('a table of contents stands where [toc] does, each heading has an address of its own', () => {
  const text = '<p>[toc]</p><h2>Été</h2><h3>Été</h3><h2>Two &amp; three</h2><h4>Deep</h4>';
  assert.equal(
    show({ table_of_contents: {} }, text),
    '<nav class="table-of-contents" aria-label="Contents"><ol><li><a href="#in-text-ete">Été</a><ol><li><a href="#in-text-ete-2">Été</a></li></ol></li><li><a href="#in-text-two-three">Two &amp; three</a></li></ol></nav><h2 id="in-text-ete">Été</h2><h3 id="in-text-ete-2">Été</h3><h2 id="in-text-two-three">Two &amp; three</h2><h4>Deep</h4>',
  );
  const own = show({ table_of_contents: {}, line_breaks: {} }, '[TOC]\n\n<h2 id="here">Here</h2>');
  assert.ok(own.includes('<a href="#in-text-here">') && own.includes('<h2 id="in-text-here">'));
  assert.match(
    show({ table_of_contents: {} }, 'Before\n[toc]\nafter [toc]<h2>One</h2>'),
    /^Before\n<nav .*<\/nav>\nafter \[toc\]<h2/,
  );
  assert.equal(show({ table_of_contents: {} }, '<h2>One</h2>'), '<h2>One</h2>');
  assert.equal(show({ table_of_contents: {} }, '<code>[toc]</code>'), '<code>[toc]</code>');
});

test('a table of contents stands by itself on top of a text with many headings', () => {
  const settings = { table_of_contents: { deepest: 2, more_than: 2 } };
  const headings = (count: number) => '<h2>x</h2><h3>y</h3>'.repeat(count);
  assert.ok(show(settings, headings(3)).startsWith('<nav'));
  assert.equal(show(settings, headings(2)), headings(2));
});

test('links open in a new tab and are shortened where the format says so', () => {
  const settings = { links: { new_tab: true, shorten: 20 } };
  assert.equal(
    show(settings, 'https://example.org/a/long/address or <a href="/here">here</a>'),
    '<a href="https://example.org/a/long/address" target="_blank" rel="noopener nofollow ugc">https://example.org…</a> or <a href="/here">here</a>',
  );
  assert.doesNotMatch(show({}, '<a href="/x" target="_self">x</a>'), /target/);
});

test('nothing in a text has the name of a part of the page', () => {
  assert.equal(
    show({}, '<h2 id="main">x</h2><a href="#main">y</a><img id="forms" src="/a" name="body">'),
    '<h2 id="in-text-main">x</h2><a href="#in-text-main">y</a><img alt="" id="in-text-forms" src="/a" loading="lazy">',
  );
});

test('whatever the order of the filters, nothing hostile of the published lists is left', () => {
  const names = kernelFilters.map(({ name }) => name);
  const orders = [names, names.toReversed(), names.filter((name) => name !== 'escape')];
  for (const order of orders) {
    const filters = Object.fromEntries(order.map((name) => [name, {}]));
    for (const { name, text } of hostileTexts()) {
      for (const written of [
        text,
        `<img src="/a" data-caption="${text.replaceAll('"', '&quot;')}">`,
        `[toc]<h2>${text}</h2>`,
        `<code class="language-html">${text}</code>`,
      ]) {
        const html = show(filters, written).replaceAll(' aria-label="Contents"', '');
        assert.deepEqual(dangersIn(html), [], `${name} with ${order.join(', ')} became ${html}`);
      }
    }
  }
});

test('tags that are allowed are told by name why they cannot be', () => {
  const limit = findFilter('limit_tags');
  const said = (allowed: string) => limit?.read({ allowed }).problems.map((one) => one.message);
  assert.deepEqual(said('<a href title> <em>'), []);
  assert.match(said('<svg>')?.[0] ?? '', /^<svg> can never be allowed/);
  assert.match(said('<a href onClick>')?.[0] ?? '', /^“onclick” in <a> can never be allowed/);
  assert.match(said('<p align>')?.[0] ?? '', /^<p> cannot have “align”; it can have id, lang/);
  assert.match(said('')?.[0] ?? '', /^Name the tags/);
  assert.match(said('<constructor>')?.[0] ?? '', /is not among the tags/);
});

test('deep and long text costs no more in any filter', () => {
  const all = Object.fromEntries(
    kernelFilters.filter(({ name }) => name !== 'escape').map(({ name }) => [name, {}]),
  );
  const start = performance.now();
  for (const piece of [
    '<h2>x',
    '<p><img src=x data-caption=y>',
    '<code class="language-js">x',
    '<a href="x" ',
    '[toc]',
    '<pre>',
    '</p>',
  ]) {
    show(all, `[toc]${piece.repeat(10_000)}`);
  }
  assert.ok(performance.now() - start < 8000, `${performance.now() - start} ms`);
});
