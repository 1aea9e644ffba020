import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { createTextFormats } from '#grammar/formats';
import { launchChromium } from '../support/chromium.ts';
import { ADD, checkAccess, openNotes, save } from './rich-text-site.ts';

let browser: Browser;
before(async () => {
  browser = await launchChromium();
});
after(() => browser.close());

describe('a long text in the editor', () => {
  test('is written with buttons and keys, and readers see just that', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    const { keyboard } = page;
    await page.goto(ADD);
    await page.getByRole('textbox', { name: 'Title' }).fill('On tides');
    await page.locator('label', { hasText: 'Body' }).click();
    await keyboard.type('The ');
    await keyboard.press('Control+b');
    await keyboard.type('moon');
    await keyboard.press('Control+b');
    await keyboard.type(' does it.');
    await keyboard.press('Enter');
    await body.tool('Heading 2').click();
    await keyboard.type('Why');
    assert.equal(await body.tool('Heading 2').getAttribute('aria-pressed'), 'true');
    await keyboard.press('Enter');
    await body.tool('List').click();
    await keyboard.type('High');
    await keyboard.press('Enter');
    await keyboard.type('Low');
    await body.tool('Item further in').click();
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await keyboard.press('Enter');
    await body.tool('Quote').click();
    await keyboard.type('So I heard');
    await keyboard.press('Control+z');
    await body.tool('Redo').click();
    assert.equal(
      await body.sent(),
      '<p>The <strong>moon</strong> does it.</p>\n<h2>Why</h2>\n' +
        '<ul><li>High<ul><li>Low</li></ul></li></ul>\n<blockquote><p>So I heard</p></blockquote>',
    );
    await checkAccess(page);
    await save(page);
    await page.getByText('“On tides” was created.').waitFor();
    const article = page.locator('article.item');
    await article.locator('p strong', { hasText: 'moon' }).waitFor();
    await article.getByRole('heading', { name: 'Why', level: 2 }).waitFor();
    await article.locator('ul ul li', { hasText: 'Low' }).waitFor();
    await article.locator('blockquote', { hasText: 'So I heard' }).waitFor();
  });

  test('stays as it is stored until somebody changes it, and when they take that back', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    const typed = 'First   line\nsecond <b>line</b>\n\nAnother <em><strong>one</strong></em>';
    await page.goto(`${await shown.addNote(typed)}/edit`);
    await body.editor.click();
    assert.equal(await body.editor.locator('p').count(), 2);
    assert.equal(await body.editor.locator('br:not([class])').count(), 1);
    assert.equal(await body.sent(), typed);
    await page.keyboard.type('x');
    assert.match(await body.sent(), /^<p>.*x/s);
    await page.keyboard.press('Control+z');
    assert.equal(await body.sent(), typed);
    await save(page);
    await page.getByText('Nothing was changed.').waitFor();
  });

  test('has its tools and the cursor in sight, however long it is', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await body.editor.click();
    for (let line = 0; line < 40; line += 1) {
      await page.keyboard.type(`Line ${line}`);
      await page.keyboard.press('Enter');
    }
    await page.keyboard.type('x');
    const caret = Number(
      await page.evaluate('getSelection().getRangeAt(0).getBoundingClientRect().bottom'),
    );
    const bar = await page.locator('.form-actions[data-sticky]').boundingBox();
    assert.ok(bar && caret <= bar.y, `${caret} is under the bar at ${bar?.y}`);
    const tools = await body.tool('Bold').boundingBox();
    assert.ok(tools && tools.y > 40 && tools.y < 120, `tools at ${tools?.y}`);
  });

  test('is what its format lets through, whatever is written', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    const formats = createTextFormats();
    await page.route('**/files/*', (route) => route.fulfill({ body: '' }));
    await page.goto(ADD);
    await body.editor.waitFor();
    const texts = [
      'Loose <em>words</em>, and\na line',
      '<p lang="de">Ein <strong>Wort</strong>, <em>noch <s>eins</s></em> &amp; <code>a &lt; b</code></p>',
      '<p><a href="/about" title="Who">us</a>, <a href="https://example.org/?a=1&amp;b=2">them</a>, <a href="mailto:a@example.org"><code>a</code></a></p>',
      '<h2>Two</h2>\n<h3>Three</h3>\n<h4>Four</h4>\n<p>One<br>two  three&nbsp;four</p>',
      '<ol start="3">\n<li>three\n<ul>\n<li>in</li>\n<li>it</li>\n</ul>\n</li>\n<li><p>two</p><p>lines</p></li>\n</ol>',
      '<blockquote><p>said</p><pre><code>a\n\n  b &lt;p&gt;\n\n\nc</code></pre></blockquote><hr><p>H<sub>2</sub>O <kbd>Esc</kbd> <abbr title="World">W</abbr> <b>b</b><i>i</i><del>d</del></p>',
    ];
    for (const format of ['filtered_html', 'full_html']) {
      await page.getByLabel('Text format').first().selectOption(format);
      const more = format === 'full_html' ? ['<p>See <img src="/files/a.png" alt="A"></p>'] : [];
      for (const text of [...texts, ...more]) {
        await body.put(text);
        await body.editor.focus();
        await page.keyboard.press('Control+End');
        await page.keyboard.type(' x');
        const written = await body.sent();
        assert.match(written, / x/, text);
        const seen = formats
          .apply(format, written)
          .toString()
          .replaceAll(/ rel="[^"]*"| loading="lazy"/g, '')
          .replace(/<img (alt="[^"]*") (src="[^"]*")>/, '<img $2 $1>');
        assert.equal(seen, written);
        // What was written opens again.
        await body.put(`${written} `);
        assert.ok(await body.editor.isVisible(), written);
      }
    }
  });

  test('is shown as source where the editor would change it, which says why', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    const text = '<p>Terms</p>\n<dl><dt>Tide</dt><dd>Water</dd></dl>';
    await page.goto(`${await shown.addNote(text)}/edit`);
    await body.note.getByText('the editor would lose <dl>, <dt>, <dd>').waitFor();
    assert.ok(await body.source.isVisible());
    assert.equal(await body.editor.count(), 0);
    await checkAccess(page);
    await body.tool('Source').click();
    assert.ok(await body.source.isVisible());
    await page.getByRole('button', { name: 'Open in the editor anyway' }).click();
    await body.editor.waitFor();
    assert.equal(await body.sent(), text);
    await page.keyboard.type('The ');
    assert.match(await body.sent(), /^<p>The Terms<\/p>/);
  });

  test('can be seen and changed as source', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await body.editor.click();
    await page.keyboard.type('Hello');
    await body.tool('Source').click();
    assert.equal(await body.tool('Source').getAttribute('aria-pressed'), 'true');
    assert.equal(await page.getByLabel('Body').inputValue(), '<p>Hello</p>');
    await page.getByLabel('Body').fill('<p>Hello <em>you</em></p>');
    await body.tool('Source').click();
    await body.editor.locator('em', { hasText: 'you' }).waitFor();
    assert.equal(await body.sent(), '<p>Hello <em>you</em></p>');
  });

  test('has the tools that its format allows, and none in plain text', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await body.editor.click();
    await page.keyboard.type('A picture');
    assert.equal(await body.tool('Picture').count(), 0);
    const format = page.getByLabel('Text format').first();
    await format.selectOption('full_html');
    await body.tool('Picture').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Address').fill('https://elsewhere.example/a.png');
    await dialog.getByRole('button', { name: 'Put in' }).click();
    await dialog.getByText('Enter the address of a picture on this site').waitFor();
    await dialog.getByLabel('Address').fill('/icon.svg');
    await dialog.getByLabel('Description').fill('The icon');
    await dialog.getByLabel('Caption').fill('As it is now');
    await checkAccess(page);
    await page.route('**/icon.svg', (route) =>
      route.fulfill({
        contentType: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg"/>',
      }),
    );
    await dialog.getByRole('button', { name: 'Put in' }).click();
    await dialog.waitFor({ state: 'detached' });
    const withPicture = await body.sent();
    assert.match(withPicture, /<img src="\/icon.svg" alt="The icon" data-caption="As it is now">/);
    await format.selectOption('plain_text');
    assert.ok(await body.source.isVisible());
    assert.equal(await body.editor.count(), 0);
    assert.equal(await body.frame.getByRole('toolbar').count(), 0);
    assert.equal(await body.sent(), withPicture);
    await format.selectOption('filtered_html');
    await body.note.getByText('would lose <img>, <img src>').waitFor();
    assert.equal(await body.sent(), withPicture);
    await format.selectOption('full_html');
    await body.editor.getByAltText('The icon').waitFor();
  });

  test('takes what is pasted without what programs put into it', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    await page.goto(ADD);
    await body.editor.click();
    await body.paste(
      `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head><body lang=DE>
      <!--StartFragment--><h1 style="color:red">Title</h1><p class=MsoNormal style="mso-x:y"><span lang=EN-US style="font-weight:bold">Bold</span> and <i style="mso-bidi">so</i><o:p></o:p></p>
      <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="mso-list:Ignore">·<span>  </span></span><![endif]>one</p>
      <p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">·</span>two</p>
      <table><tr><td onclick="alert(1)">cell</td></tr></table><p><a href="javascript:alert(1)">bad</a> <a href="https://example.org" class="x" target="_blank" onclick="x()">good</a></p><script>alert(1)</script><img src="https://elsewhere.example/x.png" onerror="alert(1)"><!--EndFragment--></body></html>`,
    );
    assert.equal(
      await body.sent(),
      '<h2>Title</h2>\n<p><strong>Bold</strong> and <i>so</i></p>\n<ul><li>one</li>\n<li>two</li></ul>\n' +
        '<p>cell</p>\n<p>bad <a href="https://example.org">good</a></p>',
    );
    // An address over chosen words makes a link of them; signs in plain text stay signs.
    await body.put('');
    await body.editor.click();
    await page.keyboard.type('site');
    await page.keyboard.press('Control+a');
    await body.paste('', 'https://example.org/');
    assert.equal(await body.sent(), '<p><a href="https://example.org/">site</a></p>');
    await page.keyboard.press('End');
    await body.paste('', ' a *b* <c>');
    assert.match(await body.sent(), /\*b\* &lt;c&gt;<\/p>$/);
  });

  test('has links that are asked for in a dialog, with the keyboard alone', async () => {
    await using shown = await openNotes(browser);
    const { page, body } = shown;
    const { keyboard } = page;
    await page.goto(ADD);
    await body.editor.focus();
    await keyboard.type('See here');
    await keyboard.press('Control+Shift+ArrowLeft');
    // The browser tells of what is chosen a moment later.
    await page.waitForFunction("getSelection().toString() === 'here'");
    await keyboard.press('Control+k');
    const dialog = page.getByRole('dialog', { name: 'Add link' });
    await dialog.waitFor();
    await keyboard.type('javascript:alert(1)');
    await keyboard.press('Enter');
    await dialog.getByText('Enter an address such as').waitFor();
    await keyboard.press('Control+a');
    await keyboard.type('example.org');
    await keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    assert.equal(await body.sent(), '<p>See <a href="https://example.org">here</a></p>');
    // Tab leaves the text, Shift and Tab lead to the toolbar, arrows along it.
    await keyboard.press('Shift+Tab');
    assert.equal(await page.locator(':focus').getAttribute('aria-label'), 'Bold');
    for (let i = 0; i < 4; i += 1) await keyboard.press('ArrowRight');
    assert.equal(await page.locator(':focus').getAttribute('aria-label'), 'Link');
    assert.equal(await body.frame.locator('button[tabindex="0"]').count(), 1);
    await keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Change link' }).waitFor();
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await body.sent(), '<p>See here</p>');
    await keyboard.press('Alt+F10');
    assert.equal(await page.locator(':focus').getAttribute('aria-label'), 'Link');
    await keyboard.press('Escape');
    await keyboard.press('Tab');
    assert.notEqual(await page.locator(':focus').getAttribute('role'), 'textbox');
  });
});
