import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { paragraph } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { openTestWeb } from '../../test/support/web.ts';

const add: PageRoute = {
  methods: ['GET', 'POST'],
  path: '/add',
  signedIn: true,
  handle: async () => ({ kind: 'page', title: 'Saved', body: paragraph('Saved') }),
};

describe('a form', () => {
  it('of somebody who was signed out meanwhile comes back with what was written', async () => {
    await using web = await openTestWeb({ pages: [add] });
    const post = (payload: string, headers: Record<string, string> = {}) =>
      web.app.inject({
        method: 'POST',
        url: '/add?a=1',
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
        payload,
      });
    const answer = await post(
      '_form=item_form&_token=t0k&title=My+%3Cb%3E&tag=1&tag=2&new_password=hunter2',
    );
    assert.equal(answer.statusCode, 401);
    assert.match(answer.body, /You were signed out while you wrote\. Sign in and send it again/);
    assert.match(answer.body, /"target":"_blank","rel":"noopener"/);
    assert.match(answer.body, /"#action":"\/add\?a=1","#method":"post"/);
    assert.match(answer.body, /"#name":"title","#value":"My <b>"/);
    assert.match(answer.body, /"#name":"tag","#value":"1".*"#name":"tag","#value":"2"/);
    assert.match(answer.body, /Passwords are not kept here/);
    assert.match(answer.body, /your text is kept/);
    assert.doesNotMatch(answer.body, /nothing is lost/);
    assert.doesNotMatch(answer.body, /hunter2|t0k/);

    const part = { 'hx-request': 'true', 'hx-request-type': 'partial', 'hx-target': 'div#rows' };
    const rows = await post('title=x&_op=add', part);
    assert.equal(rows.headers['hx-retarget'], '#main');
    assert.match(rows.body, /"#name":"title","#value":"x"/);
    assert.match(rows.body, /nothing is lost/);

    const chosen = await post('title=x&_op=add&_chosen=picture', part);
    assert.match(chosen.body, /The files that you chose cannot be kept/);
    assert.doesNotMatch(chosen.body, /nothing is lost|_chosen/);
    // A file alone is something too.
    assert.equal((await post('_op=add&_chosen=picture', part)).statusCode, 401);

    assert.equal((await post('_form=item_delete&_token=t0k')).statusCode, 303);
    const other = await post('title=x', { 'sec-fetch-site': 'cross-site' });
    assert.equal(other.statusCode, 403);
    assert.doesNotMatch(other.body, /"#name"/);
  });

  it('with files comes back with its text, and says that the files are to be chosen again', async () => {
    await using web = await openTestWeb({ pages: [add] });
    const data = new FormData();
    data.set('picture', new File(['pixels'], 'a.png', { type: 'image/png' }));
    data.set('title', 'A picture');
    const request = new Request('http://site.test', { method: 'POST', body: data });
    const answer = await web.app.inject({
      method: 'POST',
      url: '/add',
      headers: { 'content-type': String(request.headers.get('content-type')) },
      payload: Buffer.from(await request.arrayBuffer()),
    });
    assert.equal(answer.statusCode, 401);
    assert.match(answer.body, /"#name":"title","#value":"A picture"/);
    assert.match(answer.body, /The files that you chose cannot be kept/);
    assert.doesNotMatch(answer.body, /nothing is lost/);
  });
});
