import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { systemActor } from '#grammar/access';
import { createTextFormats } from '#grammar/formats';
import { bundle } from '../../themes/bundle.ts';
import { launchChromium } from '../support/chromium.ts';
import { packed } from '../support/hostile.ts';
import { openNotes } from './rich-text-site.ts';

const EDITOR = `${import.meta.dirname.replaceAll('\\', '/')}/../../themes/shared/editor`;
/** What the editor does with a text before anybody changes it. */
const PROBE = `
  import { getSchema } from '@tiptap/core';
  import { abilitiesFor } from '${EDITOR}/allowed-tags.ts';
  import { extensionsFor } from '${EDITOR}/extensions.ts';
  import { meansTheSame } from '${EDITOR}/meaning.ts';
  import { htmlOf, readText, writeText } from '${EDITOR}/written-text.ts';
  const schemas = new Map();
  globalThis.rewrite = (data, format, text) => {
    const abilities = abilitiesFor(data, format);
    if (!schemas.has(format)) schemas.set(format, getSchema(extensionsFor(abilities.tags)));
    const html = htmlOf(text, abilities);
    const written = writeText(readText(html, schemas.get(format)));
    return { written, opens: meansTheSame(html, written) };
  };
  globalThis.meansTheSame = meansTheSame;
`;

let browser: Browser;
let page: Page;
before(async () => {
  const code = await bundle('probe', {
    name: 'probe',
    resolveId: (id) => (id === 'probe' ? `${EDITOR}/probe.ts` : undefined),
    load: (id) => (id.endsWith('/probe.ts') ? PROBE : undefined),
  });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.addScriptTag({ type: 'module', content: code });
});
after(() => browser.close());

const formats = createTextFormats();
const data = JSON.stringify(
  Object.fromEntries(
    formats.list(systemActor()).flatMap(({ value, html }) => (html ? [[value, html]] : [])),
  ),
);

/** As a format shows it, without what every format adds. */
function seen(format: string, text: string): string {
  return formats
    .apply(format, text)
    .toString()
    .replaceAll(/ rel="[^"]*"| loading="lazy"/g, '')
    .replaceAll(/(?<= (?:id="|href="#))in-text-/g, '');
}

const call = async (name: string, ...args: readonly string[]): Promise<unknown> =>
  page.evaluate(`${name}(...${JSON.stringify(args)})`);

const PIECES = 'word, ,a  b,\n,\n\n,&amp;,&nbsp;,<br>,<hr>,<!-- c -->,*a*,<wbr>,</p>,<li>'.split(
  ',',
);
const PICTURES = ['<img src="/a.png" alt="x">', '<img src="https://e.org/a.png">'];
const TAGS = `p p p ul ol li li blockquote pre code h2 h3 h1 em strong b i s del u sub a a span div
  table tr td dl dd dt figure small kbd q abbr details summary video`.split(/\s+/);
const ATTRIBUTES = `id="x",lang="de",title="t",href="/a",href="javascript:1",href="https://e.org",
  start="3",style="color:red",dir="rtl",open`.split(/,\s*/);
const piece = fc.constantFrom(...PIECES, ...PICTURES);
const tag = fc.constantFrom(...TAGS);
const attributes = fc.option(fc.constantFrom(...ATTRIBUTES), { nil: '' });
const { text } = fc.letrec<{ text: string; node: string }>((tie) => ({
  text: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
  node: fc.oneof(
    { depthSize: 'small' },
    piece,
    fc
      .tuple(tag, attributes, tie('text'))
      .map(([name, more, inside]) => `<${name} ${more}>${inside}</${name}>`),
  ),
}));

test('whatever text it opens, the editor writes what the format shows as it is', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('filtered_html', 'full_html'), async (given, format) => {
      const { written } = (await call('rewrite', data, format, given)) as { written: string };
      const same = await call('meansTheSame', seen(format, written), written);
      assert.ok(same, `${format}: ${written} is shown as ${seen(format, written)}`);
    }),
    { numRuns: 300 },
  );
});

test('a text that the editor wrote opens in it again', async () => {
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('filtered_html', 'full_html'), async (given, format) => {
      const { written } = (await call('rewrite', data, format, given)) as { written: string };
      const { opens } = (await call('rewrite', data, format, written)) as { opens: boolean };
      assert.ok(opens, `${format}: ${written}`);
    }),
    { numRuns: 300 },
  );
});

test('nothing that a text or the clipboard holds is run, even where no policy would stop it', async () => {
  await using shown = await openNotes(browser, { bypassCSP: true });
  const { page, body } = shown;
  const run: string[] = [];
  page.on('dialog', async (dialog) => {
    run.push(dialog.message());
    await dialog.dismiss();
  });
  await page.route(
    (url) => !/^\/(?:assets|item)\//.test(url.pathname),
    (route) => route.fulfill({ body: '' }),
  );
  await page.goto('/item/add/note');
  await page.getByLabel('Text format').first().selectOption('full_html');
  const texts = packed(500);
  assert.ok(texts.length > 30);
  for (const hostile of texts) {
    await body.put(hostile);
    const anyway = page.getByRole('button', { name: 'Open in the editor anyway' });
    if (await anyway.isVisible()) await anyway.click();
    await body.editor.focus();
    await page.keyboard.press('Control+End');
    await body.paste(hostile, hostile);
    await body.put('');
    await body.editor.focus();
  }
  assert.deepEqual(run, []);
});
