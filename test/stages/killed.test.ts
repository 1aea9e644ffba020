import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { openEmptyDatabase } from '../support/database.ts';
import { openSiteIn } from '../support/site-in.ts';

const PROCESS = fileURLToPath(new URL('../support/publish-process.ts', import.meta.url));
const ITEMS = 400;
/** Milliseconds after which it is killed; the last one comes to its end. */
const MOMENTS = [60, 60 + Math.random() * 200, undefined];

test('a publish that is killed at any moment has happened or has not', async () => {
  await using disposed = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-publish-'));
  disposed.defer(() => rm(folder, { recursive: true }));
  const { url = '' } = disposed.use(await openEmptyDatabase());
  const data = join(folder, 'data');

  let count = ITEMS;
  for (const moment of MOMENTS) {
    const child = fork(PROCESS, [data, url, String(count)]);
    const exit = once(child, 'exit');
    assert.deepEqual((await once(child, 'message'))[0], 'ready');
    count = 0;
    const done = once(child, 'message');
    child.send('publish');
    if (moment === undefined) assert.deepEqual((await done)[0], 'published');
    else await sleep(moment);
    child.kill('SIGKILL');
    await exit;
    const found = await readSite(data, url);
    const isPublished = moment === undefined || found.published > 0;
    assert.deepEqual(found, {
      published: isPublished ? ITEMS : 0,
      staged: isPublished ? 0 : ITEMS,
      publishes: isPublished ? 1 : 0,
    });
  }
});

async function readSite(data: string, url: string) {
  await using site = await openSiteIn(data, url || undefined);
  const { rows } = await sql<{ published: number; staged: number; publishes: number }>`
    select (select count(*)::int from item where title = 'New') as published,
      (select count(*)::int from stage_association) as staged,
      (select count(*)::int from stage_publish) as publishes`.execute(site.database.queries);
  const [row] = rows;
  assert.ok(row);
  return row;
}
