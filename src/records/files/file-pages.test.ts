import { newId } from '#base';
import { systemContext } from '#grammar/access';
import type { PageAnswer, PageRequest } from '#grammar/routes';
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { parseRange } from './byte-range.ts';
import { createFilePages } from './file-pages.ts';
import type { Files } from './files.ts';
import type { ManagedFile } from './managed-file.ts';

const CONTENT = '0123456789';

const file: ManagedFile = {
  id: newId(),
  ownerId: newId(),
  name: 'a file.txt',
  mime: 'text/plain',
  size: CONTENT.length,
  width: null,
  height: null,
  created: new Date(),
  permanent: true,
  stageIds: null,
};

async function ask(
  stored: Partial<ManagedFile>,
  headers: Record<string, string> = {},
  name?: string,
): Promise<PageAnswer> {
  const asked = { ...file, ...stored };
  const files: Pick<Files, 'getFile' | 'openFile'> = {
    getFile: async () => asked,
    openFile: async (_ctx, _id, range) =>
      Readable.from([Buffer.from(range ? CONTENT.slice(range.start, range.end + 1) : CONTENT)]),
  };
  // The page uses these two alone.
  const [route] = createFilePages(files as Files);
  assert.ok(route);
  const request: PageRequest = {
    ctx: systemContext(),
    method: 'GET',
    url: '/file',
    params: { id: asked.id, name: name ?? asked.name },
    query: new URLSearchParams(),
    body: { values: new Map(), uploads: new Map() },
    formKey: '',
    baseUrl: 'http://site',
    headers,
    client: { address: '', agent: '' },
  };
  return route.handle(request);
}

async function download(stored: Partial<ManagedFile>, headers: Record<string, string> = {}) {
  const answer = await ask(stored, headers);
  assert.equal(answer.kind, 'download');
  assert.ok(answer.kind === 'download');
  const sent = await collect(answer.body);
  return { ...answer, sent };
}

async function collect(body: NodeJS.ReadableStream | Buffer | string): Promise<string> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) return String(body);
  return text(body);
}

test('pictures, sound, film and PDF are shown; everything else is a download', async () => {
  const shown = ['image/png', 'image/jpeg', 'image/webp', 'application/pdf', 'video/mp4'];
  const saved = ['image/svg+xml', 'text/html', 'text/plain', 'application/xml', 'text/javascript'];
  for (const mime of shown) assert.equal((await download({ mime })).inline, true, mime);
  for (const mime of saved) assert.equal((await download({ mime })).inline, false, mime);
});

test('no file can run scripts with the rights of the site', async () => {
  const { headers } = await download({});
  assert.equal(headers?.['x-content-type-options'], 'nosniff');
  assert.match(headers['content-security-policy'] ?? '', /default-src 'none'.*sandbox/);
});

test('a browser that has the file already is told so', async () => {
  for (const tag of [`"${file.id}"`, `W/"${file.id}"`, `"other", "${file.id}"`]) {
    const answer = await download({}, { 'if-none-match': tag });
    assert.deepEqual([answer.status, answer.sent], [304, ''], tag);
  }
  assert.equal((await download({}, { 'if-none-match': '"other"' })).status, undefined);
});

test('a part of a file can be asked for', async () => {
  const part = await download({}, { range: 'bytes=2-4' });
  assert.deepEqual([part.status, part.sent], [206, '234']);
  assert.equal(part.headers?.['content-range'], 'bytes 2-4/10');
  assert.equal(part.headers?.['content-length'], '3');
  const beyond = await download({}, { range: 'bytes=10-' });
  assert.deepEqual([beyond.status, beyond.headers?.['content-range']], [416, 'bytes */10']);
  const changed = await download({}, { range: 'bytes=2-4', 'if-range': '"old"' });
  assert.deepEqual([changed.status, changed.sent], [undefined, CONTENT]);
});

test('ranges are read as HTTP says', () => {
  assert.deepEqual(parseRange('bytes=0-', 10), { start: 0, end: 9 });
  assert.deepEqual(parseRange('bytes=-3', 10), { start: 7, end: 9 });
  assert.deepEqual(parseRange('bytes=-99', 10), { start: 0, end: 9 });
  assert.deepEqual(parseRange('bytes=5-99', 10), { start: 5, end: 9 });
  assert.equal(parseRange('bytes=-0', 10), 'none');
  assert.equal(parseRange('bytes=10-11', 10), 'none');
  for (const odd of ['', 'bytes=', 'bytes=-', 'bytes=4-2', 'bytes=0-1,3-4', 'lines=1-2'])
    assert.equal(parseRange(odd, 10), undefined, odd);
  assert.equal(parseRange(undefined, 10), undefined);
});

test('temporary files are not kept by any cache', async () => {
  const { headers } = await download({ permanent: false });
  assert.equal(headers?.['cache-control'], 'private, no-store');
});

test('a file under another name leads to its own', async () => {
  const answer = await ask({}, {}, 'invoice.pdf');
  assert.deepEqual(answer, { kind: 'redirect', to: `/file/${file.id}/a%20file.txt` });
});
