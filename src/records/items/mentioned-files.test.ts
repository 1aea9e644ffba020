import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { type FileId, newId } from '#base';
import type { RequestContext } from '#grammar/access';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

let kernel: TestKernel;
let ann: RequestContext;
let ben: RequestContext;

before(async () => {
  kernel = await openTestKernel();
  const { items, system } = kernel;
  await items.createType(system, 'talk', { name: 'Talk' });
  await items.addField(system, 'talk', 'body', { field_type: 'long_text', label: 'Body' });
  await items.addField(system, 'talk', 'link', { field_type: 'link', label: 'Slides' });
  await items.addField(system, 'talk', 'parts', {
    field_type: 'compound',
    label: 'Parts',
    cardinality: -1,
    settings: { fields: [{ name: 'text', type: 'long_text', label: 'Text' }] },
  });
  const rights = { permissions: ['access content', 'administer content'] };
  ann = (await kernel.signIn(rights)).ctx;
  ben = (await kernel.signIn(rights)).ctx;
});
after(() => kernel[Symbol.asyncDispose]());

async function upload(owner: RequestContext): Promise<FileId> {
  const path = join(tmpdir(), `trovato-test-${newId()}`);
  await writeFile(path, 'text');
  const sent = { filename: 'a.txt', mime: 'text/plain', size: 4, path };
  const id = await kernel.files.takeUpload(owner, sent, { extensions: ['txt'], maxSize: 10 });
  return id as FileId;
}

const isKept = async (id: FileId): Promise<boolean> =>
  (await kernel.files.getFile(ann, id)).permanent;

const create = (ctx: RequestContext, fields: object) =>
  kernel.items.createItem(ctx, 'talk', { title: 'x', fields });

const text = (value: string) => ({ value, format: 'plain_text' });

test('a file that a text names by its address is kept with the save', async () => {
  const files = await Promise.all(Array.from({ length: 6 }, () => upload(ann)));
  const [picture, linked, whole, part, slides, unnamed] = files;
  await create(ann, {
    body: text(
      `<img src="/file/${picture}/a.txt"> [b](/file/${linked?.toUpperCase()}) http://site.test/file/${whole}/a.txt`,
    ),
    parts: [{ text: text(`<a href='/file/${part}/a.txt'>it</a>`) }],
    link: { uri: `/file/${slides}/a.txt`, title: '' },
  });
  const kept = await Promise.all(files.map(isKept));
  assert.deepEqual(kept, [true, true, true, true, true, false], `not ${unnamed}`);
});

test('a file that a changed text names is kept, also when the old text comes back', async () => {
  const first = await upload(ann);
  const second = await upload(ann);
  const item = await create(ben, { body: text(`/file/${first}/a.txt`) });
  assert.equal(await isKept(first), false, 'Ben cannot see it');

  const fields = { body: text(`/file/${second}/a.txt`) };
  await kernel.items.updateItem(ann, item.id, 'current', { fields });
  assert.deepEqual([await isKept(first), await isKept(second)], [false, true]);

  await kernel.items.revertItem(ann, item.id, item.revisionId);
  assert.equal(await isKept(first), true);
});

test('a text may name a file that is not there: it is only text', async () => {
  const body = text(`/file/${newId()}/a.txt /file/x /file/${'0'.repeat(40)}`);
  assert.deepEqual((await create(ann, { body })).fields, { body });
});

test('a save whose texts name no file asks nothing about files', async () => {
  const { statements } = kernel.database;
  /** What the kernel reads again by itself after a save is none of it. */
  const quiet = async () => {
    for (let seen = -1; seen !== statements(); await sleep(50)) seen = statements();
  };
  const count = async (value: string) => {
    await quiet();
    const before = statements();
    await create(ann, { body: text(value) });
    return statements() - before;
  };
  await count('warm');
  const plain = await count('a text');
  const file = await upload(ann);
  assert.equal(await count(`/file/${file}/a.txt`), plain + 1);
});
