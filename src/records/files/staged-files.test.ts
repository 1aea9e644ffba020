import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { DRAFT, type FileId, LIVE, newId, type StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { PluginHandlers } from '#grammar/taps';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';
import type { TappedFile } from './file-taps.ts';

let site: TestKernel;
/** Who uploads and writes; `ben` may do the same. */
let ann: RequestContext;
let ben: RequestContext;
let anyone: RequestContext;
/** Stands on the draft. */
let top: StageId;
/** Stands on live. */
let beside: StageId;

before(async () => {
  site = await openTestKernel();
  const { items, stages, system } = site;
  await items.createType(system, 'page', { name: 'Page', settings: { published: true } });
  await items.addField(system, 'page', 'paper', { field_type: 'file', label: 'Paper' });
  await items.addField(system, 'page', 'body', { field_type: 'long_text', label: 'Body' });
  ({ id: top } = await stages.create(system, { name: 'top', label: 'Top', upstream: DRAFT }));
  ({ id: beside } = await stages.create(system, { name: 'beside', label: 'Beside' }));
  const rights = {
    permissions: ['access content', 'administer content', 'administer stages', 'use stages'],
  };
  ann = (await site.signIn(rights)).ctx;
  ben = (await site.signIn(rights)).ctx;
  anyone = (await site.signIn({ permissions: ['access content'] })).ctx;
});
after(() => site[Symbol.asyncDispose]());

const at = (stage: StageId, ctx: RequestContext = ann): RequestContext => ({ ...ctx, stage });

async function upload(owner: RequestContext = ann, name = 'a.txt'): Promise<FileId> {
  const path = join(tmpdir(), `trovato-test-${newId()}`);
  await writeFile(path, 'text');
  const sent = { filename: name, mime: 'text/plain', size: 4, path };
  const id = await site.files.takeUpload(owner, sent, { extensions: ['txt'], maxSize: 10 });
  return id as FileId;
}

const paper = (id: FileId) => ({ paper: { file_id: id } });
const text = (value: string) => ({ body: { value, format: 'plain_text' } });

const create = (ctx: RequestContext, fields: object, title = 'A page') =>
  site.items.createItem(ctx, 'page', { title, fields });

const publish = (stage: StageId, ...items: readonly { readonly id: string }[]) =>
  site.stages.publish(ann, stage, { only: items.map(({ id }) => `item:${id}`) });

/** In which of live, the draft, the stage on top of it and the one beside it others see it. */
async function seenIn(id: FileId): Promise<string> {
  const places = Object.entries({ live: LIVE, draft: DRAFT, top, beside });
  const found: string[] = [];
  for (const [name, stage] of places)
    if (await site.files.getFile(at(stage, anyone), id).catch(() => undefined)) found.push(name);
  return found.join(' ');
}

/** A browser that has opened a preview link. */
async function preview(stage: StageId) {
  const { token } = await site.stages.previews.create(ann, stage, { days: 7 });
  const browser = site.browse();
  await browser.get(`/preview/${token}`);
  return browser;
}

describe('a file that a stage refers to', () => {
  test('is seen in that stage and in those on top of it, until what refers to it is live', async () => {
    const id = await upload();
    const page = await create(at(DRAFT), paper(id));
    const other = await create(at(DRAFT), {});
    assert.equal(await seenIn(id), 'draft top');
    await publish(DRAFT, other);
    assert.equal(await seenIn(id), 'draft top');
    await publish(DRAFT, page);
    assert.equal(await seenIn(id), 'live draft top beside');
  });

  test('is answered as one that is not there to visitors, and shown by a preview link', async () => {
    const id = await upload();
    const page = await create(at(DRAFT), paper(id));
    const url = `/file/${id}/a.txt`;
    const visitor = site.browse();
    const guest = await preview(DRAFT);
    const [hidden, none] = [await visitor.get(url), await visitor.get(`/file/${newId()}/a.txt`)];
    assert.deepEqual([hidden.status, none.status], [404, 404]);
    const shown = await guest.get(url);
    assert.deepEqual([shown.status, shown.headers['cache-control']], [200, 'private, no-store']);
    assert.equal((await (await preview(beside)).get(url)).status, 404);

    await publish(DRAFT, page);
    const live = await visitor.get(url);
    assert.deepEqual([live.status, live.headers['cache-control']], [200, 'public, max-age=86400']);
  });

  test('is found by who looks for it in that stage, and nowhere else', async () => {
    const name = `${newId()}.txt`;
    const id = await upload(ann, name);
    await create(at(DRAFT), paper(id));
    const find = async (stage: StageId) =>
      (await site.files.reference.search(at(stage, anyone), name, [], 5)).length;
    assert.deepEqual([await find(LIVE), await find(DRAFT), await find(top)], [0, 1, 1]);
    const api = await site.api({ permissions: ['access content', 'use stages'] });
    assert.equal((await api('GET', `/files/${id}`)).status, 404);
    assert.equal((await api('GET', `/files/${id}?stage=draft`)).status, 200);
  });

  test('cannot be referred to elsewhere, but by its owner', async () => {
    const id = await upload();
    await create(at(DRAFT), paper(id));
    await assert.rejects(create(at(LIVE, ben), paper(id)), /points to something/);
    await assert.rejects(create(at(beside, ben), paper(id)), /points to something/);
    await create(at(LIVE, ben), text(`/file/${id}/a.txt`));
    assert.equal(await seenIn(id), 'draft top');
    await create(at(beside), paper(id));
    assert.equal(await seenIn(id), 'draft top beside');
    await create(at(LIVE), paper(id));
    assert.equal(await seenIn(id), 'live draft top beside');
  });

  test('goes from stage to stage', async () => {
    const id = await upload();
    const page = await create(at(top), paper(id));
    assert.equal(await seenIn(id), 'top');
    await publish(top, page);
    assert.equal(await seenIn(id), 'draft top');
    await publish(DRAFT, page);
    assert.equal(await seenIn(id), 'live draft top beside');
  });

  test('is its owner’s to look at, and stored by nobody', async () => {
    const owner = await site.signIn({ permissions: ['access content', 'administer stages'] });
    const id = await upload(owner.ctx);
    await create(
      { ...site.system, stage: DRAFT, actor: { ...site.system.actor, id: owner.user.id } },
      paper(id),
    );
    assert.equal(await seenIn(id), 'draft top');
    const { status, headers } = await owner.get(`/file/${id}/a.txt`);
    assert.deepEqual([status, headers['cache-control']], [200, 'private, no-store']);
  });
});

test('a file that live refers to stays there, whatever stages do with it', async () => {
  const id = await upload();
  await create(at(LIVE), paper(id));
  const page = await create(at(DRAFT), { ...paper(id), ...text(`/file/${id}/a.txt`) });
  assert.equal(await seenIn(id), 'live draft top beside');
  await site.stages.discard(ann, DRAFT, [`item:${page.id}`]);
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('a file that two stages refer to is of both, and live with either', async () => {
  const id = await upload();
  await create(at(DRAFT), paper(id));
  const page = await create(at(beside), paper(id));
  assert.equal(await seenIn(id), 'draft top beside');
  await publish(beside, page);
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('a file that only a text names is of the stage of the text', async () => {
  const id = await upload();
  const page = await create(at(DRAFT), text(`See /file/${id.toUpperCase()}/a.txt`));
  assert.equal(await seenIn(id), 'draft top');
  const onTop = await create(at(top, ben), text(`See /file/${id}/a.txt`));
  await publish(top, onTop);
  await publish(DRAFT, page);
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('what both sides changed is put together with the files of both', async () => {
  const page = await create(at(LIVE), text('Live'));
  const id = await upload();
  await site.items.updateItem(at(DRAFT), page.id, 'current', { fields: paper(id) });
  await site.items.updateItem(at(LIVE), page.id, 'current', { title: 'Another' });
  assert.equal(await seenIn(id), 'draft top');
  await publish(DRAFT, page);
  assert.equal((await site.items.getItem(at(LIVE), page.id)).title, 'Another');
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('what was changed on top of a draft takes the files of the draft along', async () => {
  const id = await upload();
  const page = await create(at(DRAFT), paper(id));
  await site.items.updateItem(at(top, ben), page.id, 'current', { title: 'On top' });
  await site.stages.move(ann, top, beside, {
    records: [`item:${page.id}`],
    decisions: { [`item:${page.id}`]: 'mine' },
  });
  const moved = await site.items.getItem(at(beside), page.id);
  assert.deepEqual(moved.fields['paper'], page.fields['paper']);
  assert.equal(await seenIn(id), 'draft top beside');
});

test('a change that is moved to another stage takes its files along', async () => {
  const id = await upload();
  const page = await create(at(DRAFT), paper(id));
  await site.stages.move(ann, DRAFT, beside, { records: [`item:${page.id}`] });
  assert.match(await seenIn(id), /beside/);
  assert.doesNotMatch(await seenIn(id), /live/);
  await publish(beside, page);
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('a file that was live once stays so when that is taken back', async () => {
  const id = await upload();
  const page = await create(at(DRAFT), paper(id));
  const done = await publish(DRAFT, page);
  assert.ok(done.id);
  await site.stages.undo(ann, done.id);
  assert.equal(await seenIn(id), 'live draft top beside');
});

test('a text cannot make a file live that its author does not see', async () => {
  const id = await upload();
  await create(at(DRAFT), paper(id));
  const page = await create(at(beside, ben), text(`/file/${id}/a.txt`));
  assert.equal(await seenIn(id), 'draft top');
  await publish(beside, page);
  assert.equal(await seenIn(id), 'draft top');
});

test('plugins are told once that a file is permanent, and again when it is live', async () => {
  const told: string[] = [];
  const listener: PluginHandlers = {
    name: 'listener',
    taps: { file_update: (input) => void told.push((input as { file: TappedFile }).file.id) },
  };
  site.taps.register(listener);
  const id = await upload();
  const page = await create(at(DRAFT), paper(id));
  assert.deepEqual(told, [id]);
  await create(at(beside), paper(id));
  assert.deepEqual(told, [id]);
  await publish(DRAFT, page);
  assert.deepEqual(told, [id, id]);
});
