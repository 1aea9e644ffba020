import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { openKernelPair, read, readAnew, warm } from '../support/kernel-pair.ts';
import { waitFor } from '../support/wait-for.ts';
import { makeSite } from './mutations.ts';

const redisUrl = process.env['REDIS_URL'];

for (const settings of redisUrl === undefined ? [{}] : [{}, { redisUrl }]) {
  describe(`pages that readers share, ${'redisUrl' in settings ? 'with' : 'without'} Redis`, () => {
    test('are right after everything that can be done to the site, on every kernel', async () => {
      await using pair = await openKernelPair(settings);
      const { one, other } = pair;
      const site = await makeSite(one);
      for (const [what, mutate] of Object.entries(site.mutations)) {
        for (const url of site.urls) {
          await read(one.app, url);
          await read(other.app, url);
        }
        await mutate();
        for (const url of site.urls) {
          const right = await readAnew(one.app, url);
          assert.ok((await read(one.app, url)) === right, `${what}: ${url} is as it was before.`);
          await waitFor(async () => (await read(other.app, url)) === right);
        }
      }
    });

    test('are answered from the cache, compressed, and once only', async () => {
      await using pair = await openKernelPair(settings);
      const { one } = pair;
      const site = await makeSite(one);
      for (const url of site.urls) await warm(one, url);
      const [url = '/'] = site.urls;
      const first = await one.app.inject({ url, headers: { 'accept-encoding': 'gzip, br' } });
      const { etag = '' } = first.headers;
      assert.equal(first.headers['content-encoding'], 'br');
      assert.equal(first.headers['cache-control'], 'private, no-cache');
      assert.match(etag, /^W\/"/);
      const again = await one.app.inject({ url, headers: { 'if-none-match': etag } });
      assert.deepEqual([again.statusCode, again.body], [304, '']);
      const plain = await one.app.inject({ url });
      assert.equal(plain.headers['content-encoding'], undefined);
      assert.equal(plain.body, await readAnew(one.app, url));
      const refusing = { 'accept-encoding': 'br;q=0, gzip; q=0.0' };
      const refused = await one.app.inject({ url, headers: refusing });
      assert.equal(refused.headers['content-encoding'], undefined);
      const head = await one.app.inject({ method: 'HEAD', url });
      assert.deepEqual([head.statusCode, head.body], [200, '']);
    });
  });
}
