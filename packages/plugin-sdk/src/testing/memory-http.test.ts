import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { openPlugin, shownItem, type SiteOptions } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'trovato-kit-http-'));
after(() => rmSync(folder, { recursive: true }));

/** What `ask` in a plugin that may ask `tides.example.org` comes to. */
async function said(ask: string, http?: SiteOptions['http']): Promise<unknown> {
  writeFileSync(
    join(folder, 'tides.info.toml'),
    `name = "tides"
label = "Tides"
description = "High water."
version = "1.0.0"
wit = "0.1.0"
[taps]
implements = ["item_view"]
[capabilities]
http = ["tides.example.org"]`,
  );
  writeFileSync(
    join(folder, 'plugin.ts'),
    `import { definePlugin, Refused, text } from '@trovato/plugin-sdk';
const refusal = (call: () => unknown) => {
  try { return call(); } catch (error) { return error instanceof Refused ? error.message : error; }
};
export default definePlugin({
  itemView: (item, ctx) => text(JSON.stringify(refusal(() => ${ask}))),
});`,
  );
  const plugin = await openPlugin(folder, http ? { http } : {});
  const element = await plugin.ask('itemView', shownItem());
  assert.ok(element?.['#type'] === 'text');
  return JSON.parse(element['#value']);
}

test('a plugin asks a host that the test makes up, and sends it JSON', async () => {
  const answer = await said(
    `[ctx.http.fetch('https://tides.example.org/x', { method: 'POST', body: { at: 1 } })]
      .flatMap((a) => [a.status, a.ok, a.url, a.headers, a.text, a.json()])`,
    ({ url, method, headers, body }) => ({
      status: 201,
      headers: { 'x-of': 'the host' },
      body: { url, method, headers, body: body ?? null },
    }),
  );
  const url = 'https://tides.example.org/x';
  const asked = {
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"at":1}',
  };
  const headers = { 'x-of': 'the host' };
  assert.deepEqual(answer, [201, true, url, headers, JSON.stringify(asked), asked]);
});

test('a host that the manifest does not name, or that is not there, is refused in words', async () => {
  assert.equal(
    await said(`ctx.http.fetch('https://example.org/')`),
    'This needs "example.org" in http = […] under [capabilities] of the manifest.',
  );
  assert.equal(
    await said(`ctx.http.fetch('https://tides.example.org/')`),
    'tides.example.org cannot be reached.',
  );
  assert.match(String(await said(`ctx.http.fetch('file:///etc/passwd')`)), /no address of the web/);
});
