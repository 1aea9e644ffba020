import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { html, SafeHtml, trusted } from './index.ts';

test('what is put into a template is escaped unless it is safe already', () => {
  const name = '<b>"Ada" & \'Bob\'</b>';
  const inner = html`<i>${name}</i>`;
  assert.equal(
    html`<p title="${name}">${inner}${['<', trusted('<br>')]}${undefined}${3}</p>`.toString(),
    '<p title="&lt;b&gt;&quot;Ada&quot; &amp; &#39;Bob&#39;&lt;/b&gt;"><i>&lt;b&gt;&quot;Ada&quot; &amp; &#39;Bob&#39;&lt;/b&gt;</i>&lt;<br>3</p>',
  );
});

test('nobody makes safe HTML by calling the class, or by looking like it', () => {
  const Class = SafeHtml as unknown as new (...args: unknown[]) => SafeHtml;
  assert.throws(() => new Class(Symbol('mint'), '<script>'), TypeError);
  const fake = Object.create(SafeHtml.prototype) as SafeHtml;
  assert.throws(() => html`${fake}`.toString(), TypeError);
});

test('only these files say that a string is safe HTML', () => {
  const src = join(import.meta.dirname, '../..');
  const users = readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => /\btrusted\b\s*[(,\n}]/.test(readFileSync(join(src, file), 'utf8')))
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  assert.deepEqual(users, [
    'grammar/formats/prepare-texts.ts',
    'grammar/formats/text-formats.ts',
    'grammar/render/draw/item.ts',
    'grammar/render/index.ts',
    'grammar/render/renderer.ts',
    'grammar/render/safe-html.ts',
    'grammar/theme/menus.ts',
    'grammar/theme/suggestion-comments.ts',
    'grammar/theme/templates.ts',
  ]);
});
