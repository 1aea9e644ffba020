import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { LIVE } from '#base';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { buildPlugin } from '../../packages/plugin-sdk/src/build/build-plugin.ts';
import { openTestDatabase } from '../support/database.ts';
import { openTestKernel } from '../support/kernel.ts';

/** Two kernels with a port each, behind which is one database, and a folder with the blog. */
async function openSite() {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-blog-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  await cp(await buildShippedPlugin('blog'), join(folder, 'blog'), { recursive: true });
  const database = opened.use(await openTestDatabase());
  const shared = { ...database, [Symbol.asyncDispose]: async () => undefined };
  const options = {
    database: shared,
    settings: { baseUrl: undefined },
    pluginPlaces: { folders: [folder], packages: join(folder, 'none') },
  };
  const one = opened.use(await openTestKernel(options));
  const other = opened.use(await openTestKernel(options));
  const urls = await Promise.all(
    [one, other].map(({ app }) => app.listen({ port: 0, host: '127.0.0.1' })),
  );
  const all = opened.move();
  return { one, urls, folder, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

/** A new version that has a field more, other words in a template and another style sheet. */
async function putNewVersion(folder: string): Promise<void> {
  const change = async (file: string, from: string, to: string) => {
    const path = join(folder, 'blog', file);
    const text = await readFile(path, 'utf8');
    assert.ok(text.includes(from), file);
    await writeFile(path, text.replace(from, to));
  };
  await change('blog.info.toml', '1.0.0', '1.1.0');
  await change('post.ts', '.field(tags)', ".field(tags).field(text('place').labelled('Place'))");
  await change('templates/component--blog_more.html', 'All posts', 'Everything');
  await change('assets/blog.css', '.blog-list {', '.blog-list { --anew: 1;');
  await buildPlugin(join(folder, 'blog'));
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function ask(url: string, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
      );
    });
    request.on('error', reject);
  });
}

test('while the blog is enabled, updated, disabled and removed on the screens, every request is answered', async () => {
  await using site = await openSite();
  const { one, urls, folder } = site;
  const admin = await one.signIn({ isAdmin: true });
  const press = async (verb: string, said: string) => {
    const done = await admin.submit(`/admin/plugins/blog/${verb}`, {});
    assert.ok(done.text.includes(`“Blog” is ${said}.`), done.text);
  };
  await press('enable', 'enabled');
  const fields = { body: { value: 'Low water at noon.', format: 'plain_text' } };
  const post = await one.items.createItem(one.system, 'blog', {
    title: 'Tides',
    status: true,
    fields,
  });

  const done = new AbortController();
  const seen = new Map<string, number>();
  const failed: string[] = [];
  const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
  const visitor = async (number: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const base = urls[number % 2] ?? '';
    const elsewhere = urls[(number + 1) % 2] ?? '';
    while (!done.signal.aborted) {
      for (const path of ['/', `/item/${post.id}`, '/blog', '/user/login']) {
        const { status, text } = await ask(base + path, agent);
        const gone = path === '/blog' && status === 404;
        if (status !== 200 && !gone) failed.push(`${path} ${status}`);
        if (path === '/blog') count(gone ? 'gone' : 'listed');
        if (text.includes('>All posts<')) count('old');
        if (text.includes('>Everything<')) count('new');
        if (path.startsWith('/item') && !text.includes('Low water')) failed.push('no text');
        // The browser may ask the other kernel for what the page needs.
        const [, sheet] = /href="(\/assets\/[^"]+\/blog\.css)"/.exec(text) ?? [];
        if (sheet === undefined) continue;
        const css = await ask(elsewhere + sheet, agent);
        if (css.status !== 200) failed.push(`${sheet} ${css.status}`);
        else count('sheets');
      }
    }
    agent.destroy();
  };
  const visitors = Promise.all([0, 1, 2, 3, 4, 5].map(visitor));

  await sleep(500);
  await press('disable', 'disabled');
  await sleep(300);
  await press('enable', 'enabled');
  await putNewVersion(folder);
  await press('update', '1.1.0 now');
  assert.ok(one.items.getType({ stage: LIVE }, 'blog').fields.some(({ name }) => name === 'place'));
  await sleep(500);
  await press('disable', 'disabled');
  await press('uninstall', 'uninstalled');
  await sleep(300);
  await press('enable', 'enabled');
  await sleep(300);
  done.abort();
  await visitors;

  assert.deepEqual(failed, []);
  for (const what of ['listed', 'gone', 'old', 'new', 'sheets']) {
    assert.ok((seen.get(what) ?? 0) > 0, `${what}: ${JSON.stringify([...seen])}`);
  }
});
