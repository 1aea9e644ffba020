import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isObject, parseId } from '#base';
import type { ReportLine } from '#records/transfer';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

const RIGHTS = ['access content', 'create article content', 'edit any article content'];

/** An article in a format that only administrators write in. */
async function lockedArticle({ items, system }: TestKernel) {
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'long_text', label: 'Body' });
  const body = { value: '<table><tr><td>x</td></tr></table>', format: 'full_html' };
  return items.createItem(system, 'article', { title: 'x', status: true, fields: { body } });
}

test('over REST a text stays as it is in a format that one may not use', async () => {
  await using site = await openTestKernel();
  const { id, fields } = await lockedArticle(site);
  const ask = await site.api({ permissions: RIGHTS });
  const patch = (body: object) => ask('PATCH', `/items/article/${id}`, body, { 'if-match': '*' });
  for (const [body, errors] of [
    [
      { value: 'new', format: 'full_html' },
      [{ pointer: '/fields/body/format', code: 'not_allowed' }],
    ],
    [{ value: 'new', format: 'plain_text' }, [{ pointer: '/fields/body', code: 'locked' }]],
    [null, [{ pointer: '/fields/body', code: 'locked' }]],
  ] as const) {
    const refused = await patch({ fields: { body } });
    assert.equal(refused.status, 422);
    assert.partialDeepStrictEqual(refused.json, { code: 'item.invalid', errors });
  }
  assert.equal((await patch({ title: 'y' })).status, 200);
  assert.equal((await patch({ title: 'z', fields })).status, 200);
});

test('in the form it can be seen and not be changed; everything else can', async () => {
  await using site = await openTestKernel();
  const { id } = await lockedArticle(site);
  const editor = await site.signIn({ permissions: RIGHTS });
  const form = await editor.get(`/item/${id}/edit`);
  assert.ok(form.text.includes('This text is in a format that you may not use'));
  assert.match(form.html, /<textarea[^>]* disabled[^>]*>/);
  const forged = await editor.submit(`/item/${id}/edit`, {
    title: 'Forged',
    'fields[body][value]': 'something else',
    'fields[body][format]': 'plain_text',
  });
  assert.equal(forged.status, 422);
  assert.ok(forged.text.includes('“full_html”, which you may not use, so it stays as it is'));
  const saved = await editor.submit(`/item/${id}/edit`, {
    title: 'New title',
    'fields[body][value]': 'something else',
  });
  assert.equal(saved.status, 200, saved.text);
  const item = await site.items.getItem(site.system, id);
  assert.equal(item.title, 'New title');
  assert.deepEqual(item.fields['body'], {
    value: '<table><tr><td>x</td></tr></table>',
    format: 'full_html',
  });
});

test('a text whose format was deleted can be put into another by whoever may edit it', async () => {
  await using site = await openTestKernel();
  const { id } = await lockedArticle(site);
  const { system, savedFormats, items } = site;
  await savedFormats.createFormat(system, { name: 'notes', label: 'Notes', filters: [] });
  const body = { value: '<b>x</b>', format: 'notes' };
  await items.updateItem(system, id, 'current', { fields: { body } });
  await savedFormats.deleteFormat(system, 'notes');
  const editor = await site.signIn({ permissions: RIGHTS });
  const form = await editor.get(`/item/${id}/edit`);
  assert.match(form.html, /<option value="notes" selected>notes \(deleted\)/);
  await editor.submit(`/item/${id}/edit`, { title: 'Renamed' });
  assert.deepEqual((await items.getItem(system, id)).fields['body'], body);
  const changed = { 'fields[body][value]': 'y' };
  const refused = await editor.submit(`/item/${id}/edit`, changed);
  assert.ok(refused.text.includes('There is no text format “notes” that you may use'));
  await editor.submit(`/item/${id}/edit`, { ...changed, 'fields[body][format]': 'plain_text' });
  assert.deepEqual((await items.getItem(system, id)).fields['body'], {
    value: 'y',
    format: 'plain_text',
  });
});

test('an import writes in no format that its account may not use', async () => {
  await using site = await openTestKernel();
  await lockedArticle(site);
  const editor = await site.signIn({ permissions: [...RIGHTS, 'administer content'] });
  const record = (format: string, id: string) => ({
    type: 'article',
    id,
    title: format,
    fields: { body: { value: 'x', format } },
  });
  const ids = [1, 2].map((n) => `01a20000-0000-7000-8000-00000000000${n}`);
  const lines = ['full_html', 'plain_text'].map((format, at) => record(format, ids[at] ?? ''));
  const folder = site.settings.data;
  const text = lines.map((line) => JSON.stringify(line)).join('\n');
  await writeFile(join(folder, 'all.ndjson'), text);
  const report: ReportLine[] = [];
  const onLine = (line: ReportLine) => void report.push(line);
  const importing = { files: ['all.ndjson'], folder, onLine };
  const summary = await site.transfer.importItems(editor.ctx, importing);
  assert.partialDeepStrictEqual(summary, { created: 1, refused: 1 }, JSON.stringify(report));
  assert.match(JSON.stringify(report), /There is no text format “full_html” that you may use/);
  const made = parseId<'item'>(ids[1]);
  assert.ok(made && isObject(await site.items.findItem(site.system, made)));
});
