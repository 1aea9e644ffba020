import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Unavailable } from '#base';
import { createKernel } from './index.ts';
import { openTestKernel } from '../../test/support/kernel.ts';

describe('the program', () => {
  it('is ready, and says nothing here of what is not', async () => {
    await using kernel = await openTestKernel();
    assert.equal((await kernel.app.inject('/health/ready')).json().status, 'ok');
    const page = await kernel.browse().get('/nowhere');
    assert.equal(page.status, 404);
    assert.match(page.text, /There is nothing at this address/);
    assert.match(page.html, /^<!doctype html>/i);
  });

  it('knows who is signed in', async () => {
    await using kernel = await openTestKernel();
    const ada = await kernel.signIn({ name: 'Ada', permissions: ['administer content'] });
    assert.match((await ada.get('/nowhere')).text, /Ada/);
    assert.ok(ada.ctx.actor.permissions.has('administer content'));
    assert.doesNotMatch((await kernel.browse().get('/nowhere')).text, /Ada/);
  });

  it('answers REST with a token', async () => {
    await using kernel = await openTestKernel();
    const api = await kernel.api({ isAdmin: true });
    const made = await api('POST', '/item-types', { type: 'article', name: 'Article' });
    assert.equal(made.status, 201, JSON.stringify(made.json));
    assert.equal((await api('GET', '/items/article')).status, 200);
  });

  it('says which setting to look at when its database is not there', async () => {
    const settings = {
      databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
      redisUrl: undefined,
      port: 0,
      host: '127.0.0.1',
      data: '/nonexistent',
      secret: 'x'.repeat(32),
      baseUrl: undefined,
      logLevel: 'silent',
      production: true,
      themeDebug: false,
      cron: false,
      workers: false,
      pluginLimits: {},
    } as const;
    await assert.rejects(createKernel(settings), (error) => {
      assert.ok(error instanceof Unavailable);
      assert.match(error.message, /DATABASE_URL/);
      return true;
    });
  });
});
