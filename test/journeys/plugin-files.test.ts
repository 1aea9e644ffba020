import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { launchChromium } from '../support/chromium.ts';
import { openTestKernel } from '../support/kernel.ts';
import { putPlugin } from '../support/plugin-folders.ts';
import { buildPlugin } from '../support/plugins.ts';

const TAPS = ['menu', 'page_callback'];

const SOURCE = `import { save } from 'trovato:plugin/items@0.1.0';
export function menu(text) {
  JSON.parse(text);
  return JSON.stringify([{ path: '/harbour', title: 'Harbour', access: 'public' }]);
}
export function pageCallback(text) {
  const { sent } = JSON.parse(text);
  if (sent) {
    const fields = { photo: { file_id: sent.values.photo, alt: 'The harbour' } };
    const { id } = JSON.parse(save(JSON.stringify({ type: 'picture', title: sent.values.name, fields })));
    return JSON.stringify({ kind: 'redirect', to: '/item/' + id });
  }
  const name = { kind: 'text', label: 'Name', required: true };
  const photo = { kind: 'file', label: 'Photo', required: true, extensions: ['png'], maxSize: 1000000 };
  const form = { name: 'photo', elements: { name, photo }, actions: { save: { label: 'Send it' } } };
  return JSON.stringify({ kind: 'page', form });
}`;

let browser: Browser;
let bytes: Uint8Array;
before(async () => {
  bytes = await buildPlugin(TAPS, SOURCE);
  browser = await launchChromium();
});
after(() => browser.close());

async function openHarbour() {
  const site = await openTestKernel({ settings: { baseUrl: undefined } });
  const { items, system } = site;
  await items.createType(system, 'picture', { name: 'Picture' });
  await items.addField(system, 'picture', 'photo', { field_type: 'image', label: 'Photo' });
  const folder = join(site.settings.data, 'plugins');
  await putPlugin(folder, 'harbour', bytes, { taps: TAPS, capabilities: ['write_content'] });
  await site.plugins.enable(system, 'harbour', ['grant harbour write_content']);
  const url = await site.app.listen({ port: 0, host: '127.0.0.1' });
  return { site, url, [Symbol.asyncDispose]: () => site[Symbol.asyncDispose]() };
}

for (const javaScriptEnabled of [true, false]) {
  test(`a file that is sent with a form of a plugin is kept with what the plugin saves, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
    await using harbour = await openHarbour();
    const { site, url } = harbour;
    const permissions = ['access content', 'create picture content'];
    const { cookies } = await site.signIn({ permissions });
    const context = await browser.newContext({ baseURL: url, javaScriptEnabled });
    const session = cookies.get('trovato_session') ?? '';
    await context.addCookies([{ name: 'trovato_session', value: session, url }]);
    const page = await context.newPage();
    await page.goto('/harbour');
    const photo = page.getByLabel('Photo');
    const buffer = Buffer.from('no picture at all');
    await page.getByLabel('Name').fill('Quay');
    await photo.setInputFiles({ name: 'quay.png', mimeType: 'image/png', buffer });
    await page.getByRole('button', { name: 'Send it' }).click();
    await page
      .getByText(/“quay\.png” ends in \.png, but/)
      .first()
      .waitFor();

    const create = { width: 40, height: 30, channels: 3, background: '#036' } as const;
    const image = await sharp({ create }).png().toBuffer();
    await photo.setInputFiles({ name: 'quay.png', mimeType: 'image/png', buffer: image });
    await page.getByRole('button', { name: 'Send it' }).click();
    await page.getByRole('heading', { name: 'Quay' }).waitFor();
    const shown = page.getByRole('img', { name: 'The harbour' });
    const address = await shown.getAttribute('src');
    const answer = await page.request.get(address ?? '');
    assert.equal(answer.status(), 200);
    await context.close();
    const kept = site.database.queries.selectFrom('file_managed').select('permanent').execute();
    assert.deepEqual(await kept, [{ permanent: true }]);
  });
}

test('who is not signed in is not asked for a file', async () => {
  await using harbour = await openHarbour();
  const page = await harbour.site.browse().get('/harbour');
  assert.match(page.text, /Name/);
  assert.doesNotMatch(page.html, /type="file"|Photo/);
});
