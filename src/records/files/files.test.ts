import {
  type FileId,
  InvalidInput,
  newId,
  NotAllowed,
  NotFound,
  TooLarge,
  type UserId,
} from '#base';
import { type Actor, systemContext } from '#grammar/access';
import { createTaps } from '#grammar/taps';
import { createLocalFileStore } from '#platform/files-store';
import type { ReferenceRow } from '#grammar/fields';
import type { Upload } from '#grammar/routes';
import assert from 'node:assert/strict';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import { sql } from 'kysely';
import sharp from 'sharp';
import { openTestDatabase } from '../../../test/support/database.ts';
import { createFiles } from './files.ts';

const ANY = {
  extensions: ['png', 'jpg', 'jpeg', 'svg', 'html', 'txt', 'csv', 'pdf', 'zip', 'doc'],
  maxSize: 1_000_000,
};

async function openFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-test-'));
  const database = await openTestDatabase();
  let now = Date.now();
  const store = createLocalFileStore(join(folder, 'files'));
  const files = createFiles({
    database,
    store,
    taps: createTaps(),
    chain: (stage) => [stage],
    clock: { now: () => new Date(now) },
  });
  const user = async (name: string, permissions: readonly string[] = ['access content']) => {
    const id = newId<'user'>();
    await database.queries
      .insertInto('users')
      .values({ id, name, created: new Date(), changed: new Date() })
      .execute();
    return systemContext({ actor: actorFor(id, name, permissions) });
  };
  let count = 0;
  return {
    files,
    database,
    user,
    folder,
    async upload(filename: string, content: Buffer | string): Promise<Upload> {
      const path = join(folder, `upload-${count++}`);
      await writeFile(path, content);
      return { filename, mime: 'image/png', size: content.length, path };
    },
    wait: (hours: number) => void (now += hours * 3_600_000),
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function actorFor(id: UserId, name: string, permissions: readonly string[]): Actor {
  return {
    kind: 'user',
    id,
    name,
    isAdmin: false,
    roles: [],
    permissions: new Set(permissions),
  };
}

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#369' } });

test('a picture is kept with its size, and its upload is moved', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  const upload = await site.upload('Häuser am Meer.PNG', await picture(40, 30).png().toBuffer());
  const id = (await site.files.takeUpload(ann, upload, ANY)) as FileId;
  const file = await site.files.getFile(ann, id);
  assert.equal(file.name, 'Häuser am Meer.PNG');
  assert.equal(file.mime, 'image/png');
  assert.deepEqual([file.width, file.height, file.permanent], [40, 30, false]);
  const bytes = await buffer(await site.files.openFile(ann, id));
  assert.equal(bytes.length, file.size);
  await assert.rejects(access(upload.path));
});

test('a picture that its camera held upright is measured upright', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  const turned = await picture(40, 30).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const id = await site.files.takeUpload(ann, await site.upload('a.jpg', turned), ANY);
  const file = await site.files.getFile(ann, id as FileId);
  assert.deepEqual([file.width, file.height], [30, 40]);
});

test('the name decides nothing: content that does not fit its extension is refused', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  const png = await picture(4, 4).png().toBuffer();
  const refused: readonly (readonly [string, Buffer | string, string])[] = [
    ['a.jpg', png, 'content'],
    ['a.txt', png, 'content'],
    ['a.png', '<script>alert(1)</script>', 'content'],
    ['a.txt', Buffer.from([0xff, 0xfe, 0x41, 0x00]), 'content'],
    ['a.txt', 'a\0b', 'content'],
    ['a.exe', 'MZ', 'extension'],
    ['a', 'text', 'extension'],
    ['a.txt', '', 'empty'],
    ['a.png', png.subarray(0, 30), 'unreadable_image'],
    ['a.doc', 'text', 'content'],
  ];
  for (const [name, content, code] of refused) {
    await assert.rejects(
      site.files.takeUpload(ann, await site.upload(name, content), ANY),
      (error) => error instanceof InvalidInput && error.problems[0]?.code === code,
      `${name}: ${code}`,
    );
  }
  const left = await site.database.queries.selectFrom('file_managed').selectAll().execute();
  assert.deepEqual(left, []);
});

test('the types of text go by the extension', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  const types: readonly (readonly [string, string, string])[] = [
    ['a.txt', 'plain words', 'text/plain'],
    ['a.csv', 'a,b\n1,2\n', 'text/csv'],
    ['a.svg', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'image/svg+xml'],
    ['a.html', '<!doctype html><title>x</title>', 'text/html'],
  ];
  for (const [name, content, mime] of types) {
    const id = await site.files.takeUpload(ann, await site.upload(name, content), ANY);
    assert.equal((await site.files.getFile(ann, id as FileId)).mime, mime, name);
  }
});

test('a picture of more than 100 megapixels is refused before it is unpacked', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  // A small picture whose head claims to be large: bytes 16 to 23 of a PNG, and their checksum.
  const bomb = await picture(4, 4).png().toBuffer();
  bomb.writeUInt32BE(16_000, 16);
  bomb.writeUInt32BE(16_000, 20);
  bomb.writeUInt32BE(crc32(bomb.subarray(12, 29)), 29);
  await assert.rejects(
    site.files.takeUpload(ann, await site.upload('a.png', bomb), ANY),
    (error) => error instanceof InvalidInput && error.problems[0]?.code === 'too_many_pixels',
  );
});

test('too many bytes are refused with both numbers', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  await assert.rejects(
    site.files.takeUpload(ann, await site.upload('a.txt', 'x'.repeat(1_000_001)), ANY),
    (error) => error instanceof TooLarge && /1 MB.*at most 1 MB/.test(error.message),
  );
});

test('a name cannot lead out of its folder', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  for (const name of ['../../etc/x.txt', 'C:\\temp\\x.txt', '\u202Ex.txt', ' x.txt ', 'x.txt\0']) {
    const id = await site.files.takeUpload(ann, await site.upload(name, 'text'), ANY);
    assert.equal((await site.files.getFile(ann, id as FileId)).name, 'x.txt', name);
  }
});

test('only its owner sees a temporary file; once it is referred to, everybody does', async () => {
  await using site = await openFiles();
  const [ann, ben, carl] = [
    await site.user('Ann'),
    await site.user('Ben'),
    await site.user('Carl', []),
  ];
  const id = await site.files.takeUpload(ann, await site.upload('a.txt', 'text'), ANY);
  await site.files.getFile(ann, id as FileId);
  await assert.rejects(site.files.getFile(ben, id as FileId), NotFound);
  const { queries } = site.database;
  const visible = async (ctx: typeof ann, purpose: 'save' | 'view') =>
    (
      await queries
        .selectFrom(
          sql<ReferenceRow>`(${site.files.reference.select(queries, ctx, [id], purpose)})`.as(
            'found',
          ),
        )
        .selectAll()
        .execute()
    ).length;
  assert.equal(await visible(ann, 'save'), 1);
  assert.equal(await visible(ben, 'save'), 0);

  await site.files.reference.referenced?.(queries, systemContext(), [id]);
  await site.files.getFile(ben, id as FileId);
  assert.equal(await visible(ben, 'view'), 1);
  assert.equal(await visible(carl, 'view'), 0);
  await assert.rejects(site.files.getFile(carl, id as FileId), NotFound);
});

test('what nothing refers to is deleted after six hours, with its bytes', async () => {
  await using site = await openFiles();
  const ann = await site.user('Ann');
  const kept = await site.files.takeUpload(ann, await site.upload('kept.txt', 'k'), ANY);
  const gone = await site.files.takeUpload(ann, await site.upload('gone.txt', 'g'), ANY);
  await site.files.reference.referenced?.(site.database.queries, systemContext(), [kept]);
  site.wait(5.9);
  assert.equal(await site.files.deleteStaleFiles(), 0);
  site.wait(0.2);
  const fresh = await site.files.takeUpload(ann, await site.upload('fresh.txt', 'f'), ANY);
  assert.equal(await site.files.deleteStaleFiles(), 1);
  await assert.rejects(site.files.getFile(ann, gone as FileId), NotFound);
  assert.equal(String(await buffer(await site.files.openFile(ann, kept as FileId))), 'k');
  assert.equal(String(await buffer(await site.files.openFile(ann, fresh as FileId))), 'f');
});

test('over REST it needs the permission to upload', async () => {
  await using site = await openFiles();
  const [ann, ben] = [await site.user('Ann', ['upload files']), await site.user('Ben')];
  await site.files.uploadFile(ann, await site.upload('a.txt', 'text'), ANY);
  await assert.rejects(
    site.files.uploadFile(ben, await site.upload('a.txt', 'text'), ANY),
    NotAllowed,
  );
});
