import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Unavailable } from '#base';
import { paragraph } from '#grammar/render';
import { anonymous, openTestWeb } from '../../test/support/web.ts';

const reason = new Unavailable('database.unavailable', 'PostgreSQL at db.internal cannot be used.');

/** A site whose database can be switched off. */
async function openSite() {
  const state: { down: 'handler' | 'everything' | undefined } = { down: undefined };
  const ask = async () => {
    if (state.down) throw reason;
  };
  const web = await openTestWeb({
    pages: [
      {
        methods: ['GET', 'POST'],
        path: '/',
        handle: async () => {
          await ask();
          return { kind: 'page', title: 'Front', body: paragraph('Front') };
        },
      },
    ],
    authenticate: {
      session: async () => undefined,
      token: async () => undefined,
      anonymous: () => {
        if (state.down === 'everything') throw reason;
        return anonymous;
      },
    },
    checks: [
      { name: 'database', check: ask },
      { name: 'files', check: async () => undefined },
    ],
  });
  return { ...web, state };
}

describe('while the database is down', () => {
  it('a page says so with 503, when to come back, and no name of a machine', async () => {
    await using site = await openSite();
    site.state.down = 'handler';
    const answer = await site.app.inject('/');
    assert.equal(answer.statusCode, 503);
    assert.equal(answer.headers['retry-after'], '5');
    assert.match(answer.body, /The database does not answer at the moment/);
    assert.doesNotMatch(answer.body, /db\.internal/);
    const api = await site.app.inject({ url: '/', headers: { accept: 'application/json' } });
    assert.equal(api.json().code, 'database.unavailable');
  });

  it('what somebody wrote comes back with a button that sends it again', async () => {
    await using site = await openSite();
    const post = () =>
      site.app.inject({
        method: 'POST',
        url: '/?a=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: '_token=t0k&title=Written',
      });
    for (const down of ['everything', 'handler'] as const) {
      site.state.down = down;
      const answer = await post();
      assert.equal(answer.statusCode, 503, down);
      assert.match(answer.body, /What you wrote is still here: send it again/);
      assert.match(answer.body, /"#action":"\/\?a=1","#method":"post"/);
      assert.match(answer.body, /"#name":"title","#value":"Written"/);
      assert.doesNotMatch(answer.body, /t0k|signed out/);
    }
    site.state.down = undefined;
    assert.equal((await post()).statusCode, 200);
  });

  it('a page offers to try the same address again', async () => {
    await using site = await openSite();
    site.state.down = 'handler';
    const answer = await site.app.inject('/?page=2');
    assert.match(answer.body, /"#url":"\/\?page=2","#value":"Try again"/);
    await using web = await openTestWeb({ gate: () => reason });
    const odd = await web.app.inject('//evil.test/');
    assert.match(odd.body, /"#url":"\/evil\.test\/","#value":"Try again"/);
  });

  it('the process is live but not ready, and names what is down', async () => {
    await using site = await openSite();
    assert.equal((await site.app.inject('/health/ready')).statusCode, 200);
    site.state.down = 'handler';
    assert.equal((await site.app.inject('/health/live')).statusCode, 200);
    const ready = await site.app.inject('/health/ready');
    assert.equal(ready.statusCode, 503);
    assert.deepEqual(ready.json(), { status: 'down', down: ['database'] });
  });

  it('nothing has to be done for it to recover', async () => {
    await using site = await openSite();
    site.state.down = 'handler';
    await site.app.inject('/');
    site.state.down = undefined;
    assert.equal((await site.app.inject('/')).statusCode, 200);
    assert.equal((await site.app.inject('/health/ready')).statusCode, 200);
  });

  it('a site that has not found its database yet answers 503 to all but life signs', async () => {
    await using web = await openTestWeb({ gate: () => reason });
    for (const url of ['/', '/nowhere', '/api/v1/openapi.json']) {
      assert.equal((await web.app.inject(url)).statusCode, 503, url);
    }
    assert.equal((await web.app.inject('/health/live')).statusCode, 200);
    assert.equal((await web.app.inject('/assets/x/none.css')).statusCode, 404);
  });
});

describe('metrics', () => {
  it('are for this machine and for tokens of administrators', async () => {
    await using web = await openTestWeb({ statements: () => 42 });
    const here = await web.app.inject('/metrics');
    assert.equal(here.statusCode, 200);
    assert.match(here.body, /trovato_sql_statements_total 42/);
    const status = async (headers: Record<string, string>) =>
      (await web.app.inject({ url: '/metrics', headers, remoteAddress: '192.0.2.1' })).statusCode;
    assert.equal(await status({}), 401);
    assert.equal(await status({ authorization: 'Bearer reader' }), 401);
    const proxied = { 'x-forwarded-for': '192.0.2.1' };
    assert.equal((await web.app.inject({ url: '/metrics', headers: proxied })).statusCode, 401);
  });

  it('count answers by the pattern of their route', async () => {
    await using web = await openTestWeb();
    await web.app.inject('/health/live');
    const { body } = await web.app.inject('/metrics');
    assert.match(
      body,
      /duration_seconds_count\{method="GET",route="\/health\/live",status="200"\} 1/,
    );
  });
});
