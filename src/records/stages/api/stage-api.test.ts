import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newId } from '#base';
import { openTestKernel, type TestKernel } from '../../../../test/support/kernel.ts';

let site: TestKernel;
let api: Awaited<ReturnType<TestKernel['api']>>;

before(async () => {
  site = await openTestKernel();
  api = await site.api({ isAdmin: true });
  await api('POST', '/item-types', { type: 'page', name: 'Page' });
  await api('POST', '/item-types/page/fields', {
    name: 'body',
    field_type: 'text',
    label: 'Body',
  });
});
after(async () => site[Symbol.asyncDispose]());

async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) {
  const answer = await api(method, path, body);
  assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer.json)}`);
  return answer.json;
}

/** A stage of its own, so that tests do not meet. */
let count = 0;
async function newStage(more: object = {}): Promise<{ id: string; name: string }> {
  count += 1;
  return ask('POST', '/stages', { name: `stage_${count}`, label: `Stage ${count}`, ...more });
}

const newPage = (title: string, query = ''): Promise<{ id: string; revision: string }> =>
  ask('POST', `/items/page${query}`, { title, fields: { body: { value: 'As it was' } } });

async function change(id: string, stage: string, body: object) {
  const answer = await api('PATCH', `/items/page/${id}?stage=${stage}`, body, { 'if-match': '*' });
  assert.equal(answer.status, 200, JSON.stringify(answer.json));
}

const titleOf = async (id: string, stage = 'live') =>
  (await ask('GET', `/items/page/${id}?stage=${stage}`)).title;

describe('stages', () => {
  test('are made, listed, changed and closed', async () => {
    const { stages } = await ask('GET', '/stages');
    assert.deepEqual(
      stages
        .slice(0, 2)
        .map(({ name, upstream }: { name: string; upstream: string | null }) => [
          name,
          upstream === null,
        ]),
      [
        ['live', true],
        ['draft', false],
      ],
    );
    const made = await newStage({ upstream: 'draft', description: 'For spring' });
    const found = await ask('GET', `/stages/${made.name}`);
    assert.equal(found.id, made.id);
    assert.equal(found.upstream, (await ask('GET', '/stages/draft')).id);
    const changed = await ask('PATCH', `/stages/${made.id}`, { label: 'Spring', squash: true });
    assert.deepEqual(
      [changed.label, changed.squash, changed.description],
      ['Spring', true, 'For spring'],
    );
    assert.equal((await api('DELETE', `/stages/${made.name}`)).status, 204);
    assert.equal((await api('GET', `/stages/${made.name}`)).status, 404);
  });

  test('are refused with every problem, and nothing of it is kept', async () => {
    const before = await ask('GET', '/stages');
    for (const [body, pointers] of [
      [{ name: 'Über', label: '', upstream: 'nowhere' }, ['/label', '/name', '/upstream']],
      [{ name: 'draft', label: 'x' }, ['/name']],
      [{ name: 'x', label: 7 }, ['/label']],
      [{ name: 'x', label: 'a\0b' }, ['/label']],
      [{ name: 'x', label: 'x', colour: 'red' }, ['/colour']],
      [{ name: 'x', label: 'x'.repeat(101) }, ['/label']],
      [[], ['']],
    ] as const) {
      const { status, json } = await api('POST', '/stages', body);
      assert.equal(status, 422, JSON.stringify(body));
      assert.deepEqual(
        json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(),
        pointers,
      );
    }
    assert.deepEqual(await ask('GET', '/stages'), before);
    const moved = await api('PATCH', '/stages/draft', { upstream: 'live' });
    assert.equal(moved.status, 422);
    assert.equal((await api('DELETE', '/stages/live')).status, 409);
  });

  test('are there for who may use them, and changed by who administers them', async () => {
    const nobody = await site.api({ permissions: ['access content'] });
    const names = async (as: typeof api) =>
      (await as('GET', '/stages')).json.stages.map(({ name }: { name: string }) => name);
    assert.deepEqual(await names(nobody), ['live']);
    const user = await site.api({ permissions: ['access content', 'use stages'] });
    assert.ok((await names(user)).includes('draft'));
    for (const [method, path, body] of [
      ['POST', '/stages', { name: 'x', label: 'x' }],
      ['PATCH', '/stages/draft', { label: 'x' }],
      ['DELETE', '/stages/draft', undefined],
      ['POST', '/stages/draft/publish', {}],
      ['POST', '/stages/draft/discard', { records: [] }],
      ['POST', '/stages/draft/review', { to: 'review' }],
      ['POST', '/stages/draft/review', { to: 'approved' }],
      ['POST', '/stages/draft/previews', {}],
      ['GET', '/stages/draft/previews', undefined],
    ] as const) {
      const [asUser, asNobody] = [await user(method, path, body), await nobody(method, path, body)];
      assert.equal(asUser.status, 403, `${method} ${path}`);
      assert.ok([403, 404].includes(asNobody.status), `${method} ${path}`);
      if (path !== '/stages') assert.equal(asNobody.json.code, 'stage.not_found');
    }
    const reading = await site.api({ isAdmin: true }, ['read']);
    assert.equal((await reading('POST', '/stages', { name: 'x', label: 'x' })).status, 403);
  });
});

describe('what a stage changed', () => {
  test('is listed, published whole or in part, and taken back', async () => {
    const { name } = await newStage();
    const [one, two] = [await newPage('One'), await newPage('Two')];
    await change(one.id, name, { title: 'One, changed' });
    const own = await newPage('Three', `?stage=${name}`);
    assert.equal((await api('DELETE', `/items/page/${two.id}?stage=${name}`)).status, 204);

    const { changes, conflicts } = await ask('GET', `/stages/${name}/changes`);
    assert.deepEqual(conflicts, []);
    const kinds = new Map(
      changes.map(({ record, change }: { record: string; change: string }) => [record, change]),
    );
    assert.deepEqual(
      [one, two, own].map(({ id }) => kinds.get(`item:${id}`)),
      ['changed', 'deleted', 'created'],
    );

    const part = await ask('POST', `/stages/${name}/publish`, {
      only: [`item:${one.id}`],
      log: 'The first of three',
    });
    assert.equal(part.changes, 1);
    assert.equal(await titleOf(one.id), 'One, changed');
    assert.equal((await api('GET', `/items/page/${own.id}`)).status, 404);
    const rest = await ask('POST', `/stages/${name}/publish`, {});
    assert.equal(rest.changes, 2);
    assert.equal((await api('GET', `/items/page/${two.id}`)).status, 404);
    assert.deepEqual(await ask('POST', `/stages/${name}/publish`, {}), { id: null, changes: 0 });

    const { publishes } = await ask('GET', `/stages/${name}/publishes`);
    assert.deepEqual(
      publishes.map(({ id, log }: { id: string; log: string }) => [id, log]),
      [
        [rest.id, ''],
        [part.id, 'The first of three'],
      ],
    );
    const { publish, records } = await ask('GET', `/publishes/${part.id}`);
    assert.equal(publish.changes, 1);
    assert.deepEqual(
      [records[0].record, records[0].before.is, records[0].after.is],
      [`item:${one.id}`, 'version', 'version'],
    );
    const undone = await ask('POST', `/publishes/${part.id}/undo`, {});
    assert.notEqual(undone.undone, null);
    assert.equal(await titleOf(one.id), 'One');
    assert.equal(await titleOf(one.id, name), 'One, changed');
    assert.equal((await api('POST', `/publishes/${part.id}/undo`, {})).json.code, 'stage.undone');
  });

  test('meets what live changed: the answer says what each side has, and takes decisions', async () => {
    const { name } = await newStage();
    const page = await newPage('Common');
    await change(page.id, name, {
      title: 'Mine',
      fields: { body: { value: 'Changed here only' } },
    });
    await change(page.id, 'live', { title: 'Theirs' });

    const refused = await api('POST', `/stages/${name}/publish`, {});
    assert.equal(refused.status, 409);
    assert.equal(refused.headers['content-type'], 'application/problem+json; charset=utf-8');
    assert.equal(refused.json.code, 'stage.publish_conflict');
    const expected = [
      {
        record: `item:${page.id}`,
        label: 'Mine',
        base: 'version',
        mine: 'version',
        theirs: 'version',
        seen: refused.json.conflicts[0].seen,
        parts: [{ part: 'title', base: 'Common', mine: 'Mine', theirs: 'Theirs' }],
      },
    ];
    assert.deepEqual(refused.json.conflicts, expected);
    assert.deepEqual((await ask('GET', `/stages/${name}/changes`)).conflicts, expected);
    assert.equal(await titleOf(page.id), 'Theirs', 'nothing was published');

    const looking = await site.api({ permissions: ['access content', 'use stages'] });
    const seen = await looking('GET', `/stages/${name}/changes`);
    assert.equal(seen.json.changes[0].conflict, true);
    assert.deepEqual(seen.json.conflicts, [], 'values are for who decides');

    const decided = await ask('POST', `/stages/${name}/publish`, {
      decisions: { [`item:${page.id}`]: { title: 'mine' } },
    });
    assert.equal(await titleOf(page.id), 'Mine');
    const live = await ask('GET', `/items/page/${page.id}`);
    assert.equal(live.fields.body.value, 'Changed here only');

    await change(page.id, 'live', { title: 'Moved on' });
    const undo = await api('POST', `/publishes/${decided.id}/undo`, {});
    assert.equal(undo.status, 409);
    assert.deepEqual(undo.json.conflicts[0].parts, [
      { part: 'title', base: 'Mine', mine: 'Theirs', theirs: 'Moved on' },
    ]);
    await ask('POST', `/publishes/${decided.id}/undo`, {
      decisions: { [`item:${page.id}`]: 'theirs' },
    });
    assert.equal(await titleOf(page.id), 'Moved on');
  });

  test('is not decided by who saw something else', async () => {
    const { name } = await newStage();
    const page = await newPage('Common');
    await change(page.id, name, { title: 'Mine' });
    await change(page.id, 'live', { title: 'Theirs' });
    const [conflict] = (await ask('GET', `/stages/${name}/changes`)).conflicts;
    await change(page.id, 'live', { title: 'Theirs, again' });
    const decision = (seen: string) => ({
      decisions: { [conflict.record]: 'mine' },
      seen: { [conflict.record]: seen },
    });
    const late = await api('POST', `/stages/${name}/publish`, decision(conflict.seen));
    assert.equal(late.status, 409);
    const [again] = late.json.conflicts;
    assert.equal(again.parts[0].theirs, 'Theirs, again');
    await ask('POST', `/stages/${name}/publish`, decision(again.seen));
    assert.equal(await titleOf(page.id), 'Mine');
  });

  test('that is gone in live is decided as a whole', async () => {
    const { name } = await newStage();
    const page = await newPage('Was there');
    await change(page.id, name, { title: 'Still worked on' });
    assert.equal((await api('DELETE', `/items/page/${page.id}`)).status, 204);
    const refused = await api('POST', `/stages/${name}/publish`, {});
    assert.equal(refused.status, 409);
    const [conflict] = refused.json.conflicts;
    assert.deepEqual([conflict.theirs, conflict.parts], ['deleted', []]);
    await ask('POST', `/stages/${name}/publish`, { decisions: { [conflict.record]: 'mine' } });
    assert.equal(await titleOf(page.id), 'Still worked on');
  });

  test('is thrown away', async () => {
    const { name } = await newStage();
    const page = await newPage('Kept');
    await change(page.id, name, { title: 'Never mind' });
    const closing = await api('DELETE', `/stages/${name}`);
    assert.equal(closing.json.code, 'stage.has_changes');
    const { discarded } = await ask('POST', `/stages/${name}/discard`, {
      records: [`item:${page.id}`, `item:${newId()}`],
    });
    assert.equal(discarded, 1);
    assert.equal(await titleOf(page.id, name), 'Kept');
    assert.equal((await api('DELETE', `/stages/${name}`)).status, 204);
  });

  test('is not asked for in ways that mean nothing', async () => {
    for (const [path, body, pointer] of [
      ['/stages/draft/publish', { only: ['One'] }, '/only/0'],
      ['/stages/draft/publish', { only: 'all' }, '/only'],
      ['/stages/draft/publish', { log: 'a\0b' }, '/log'],
      ['/stages/draft/publish', { all: true }, '/all'],
      ['/stages/draft/discard', {}, '/records'],
    ] as const) {
      const { status, json } = await api('POST', path, body);
      assert.equal(status, 422, JSON.stringify(body));
      assert.equal(json.code, 'stage.invalid_request');
      assert.ok(
        json.errors.some((error: { pointer: string }) => error.pointer === pointer),
        JSON.stringify(json.errors),
      );
    }
    const nothing = { only: ['item:1', `item:${newId()}`, 'nothing:x'] };
    assert.deepEqual(await ask('POST', '/stages/draft/publish', nothing), { id: null, changes: 0 });
    const none = { records: ['item:1', 'nothing:x'] };
    assert.deepEqual(await ask('POST', '/stages/draft/discard', none), { discarded: 0 });
    const wrong = { decisions: { 'item:x': 'ours' } };
    assert.equal((await api('POST', '/stages/draft/publish', wrong)).status, 422);
    for (const path of ['/publishes/1', `/publishes/${newId()}`, '/stages/nowhere/changes'])
      assert.equal((await api('GET', path)).status, 404);
    assert.equal((await api('POST', '/stages/live/publish', {})).json.code, 'stage.is_live');
  });
});

describe('previews', () => {
  test('are made with an address that is told once, listed and revoked', async () => {
    const { name } = await newStage();
    const path = `/stages/${name}/previews`;
    const made = await ask('POST', path, { days: 2, note: 'For the board' });
    assert.match(made.url, /^http:\/\/site\.test\/preview\/[\w-]+\.[\w-]+$/);
    const days = (Date.parse(made.expires) - Date.parse(made.created)) / 86_400_000;
    assert.equal(days, 2);
    const { previews } = await ask('GET', path);
    assert.deepEqual(
      previews.map(({ id, note, revoked }: { id: string; note: string; revoked: null }) => [
        id,
        note,
        revoked,
      ]),
      [[made.id, 'For the board', null]],
    );
    assert.ok(!JSON.stringify(previews).includes('url'));
    assert.equal((await api('DELETE', `${path}/${made.id}`)).status, 204);
    assert.notEqual((await ask('GET', path)).previews[0].revoked, null);
    assert.equal((await api('DELETE', `${path}/${newId()}`)).status, 404);
    assert.equal((await api('DELETE', `/stages/draft/previews/${made.id}`)).status, 404);
  });

  test('last a week where nothing is said, and 90 days at most', async () => {
    const made = await ask('POST', '/stages/draft/previews', {});
    assert.equal((Date.parse(made.expires) - Date.parse(made.created)) / 86_400_000, 7);
    for (const body of [{ days: 91 }, { days: 0 }, { days: 1.5 }, { note: 'a\0b' }])
      assert.equal((await api('POST', '/stages/draft/previews', body)).status, 422);
    assert.equal((await api('POST', '/stages/live/previews', {})).json.code, 'stage.is_live');
  });

  test('are made by who may share stages', async () => {
    const sharing = await site.api({
      permissions: ['access content', 'use stages', 'share stages'],
    });
    assert.equal((await sharing('POST', '/stages/draft/previews', {})).status, 201);
  });
});
