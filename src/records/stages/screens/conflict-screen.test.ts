import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { fieldsOf } from '../../../../test/support/form-fields.ts';
import { openTestKernel } from '../../../../test/support/kernel.ts';
import { seenStates } from '../publish/seen-states.ts';

const CONFLICTS = `/admin/stages/${DRAFT}/conflicts`;

/** An article that the draft stage and live have both changed since. */
async function openSite() {
  const site = await openTestKernel();
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  const { items, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await items.addField(system, 'article', 'body', { field_type: 'text', label: 'Text' });
  await items.addField(system, 'article', 'place', { field_type: 'text', label: 'Place' });
  const tides = await items.createItem(system, 'article', {
    title: 'Tides',
    fields: { body: { value: 'Twice a day.' }, place: { value: 'Brest' } },
  });
  const draft = { ...ada.ctx, stage: DRAFT };
  const key = `item:${tides.id}`;
  const live = () => items.getItem(system, tides.id);
  return {
    site,
    ada,
    tides,
    draft,
    key,
    live,
    items,
    system,
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

type Site = Awaited<ReturnType<typeof openSite>>;

async function changeBoth({ items, system, draft, tides }: Site): Promise<void> {
  await items.updateItem(draft, tides.id, 'current', {
    title: 'High tides',
    fields: { body: { value: 'Thrice a day.' } },
  });
  await items.updateItem(system, tides.id, 'current', {
    title: 'Low tides',
    fields: { place: { value: 'Calais' } },
  });
}

test('what both sides changed is decided part by part, and the rest is merged by itself', async () => {
  await using open = await openSite();
  const { ada, key, live } = open;
  await changeBoth(open);
  assert.match((await ada.get(`/admin/stages/${DRAFT}`)).text, /Changed on both sides/);
  const asked = await ada.post(`/admin/stages/${DRAFT}/publish`);
  assert.match(asked.url, new RegExp(`^${CONFLICTS}`));
  assert.match(asked.text, /Decide what is published/);
  assert.match(asked.text, /Before both *Tides *Draft *.*High tides.* *Live *.*Low tides/i);
  assert.match(asked.text, /merged by itself: Text \(Draft\), Place \(Live\)\./);
  assert.equal((await live()).title, 'Low tides');

  const undecided = await ada.submit(asked.url, {}, 'decide');
  assert.equal(undecided.status, 422);
  const done = await ada.submit(asked.url, { [`decide[${key}][title][keep]`]: 'mine' }, 'decide');
  assert.match(done.text, /One change was published from Draft to Live\./);
  const { title, fields } = await live();
  assert.equal(title, 'High tides');
  assert.deepEqual(fields, { body: { value: 'Thrice a day.' }, place: { value: 'Calais' } });
});

test('when something moves on meanwhile, it is asked for again and nothing is published', async () => {
  await using open = await openSite();
  const { ada, key, live, items, system, tides } = open;
  await changeBoth(open);
  const winds = await items.createItem(system, 'article', { title: 'Winds' });
  await items.updateItem(open.draft, winds.id, 'current', { title: 'Storms' });
  await items.updateItem(system, winds.id, 'current', { title: 'Breezes' });
  const form = await ada.get(CONFLICTS);
  const sent = fieldsOf(form.html, 'stage_decisions');
  await items.updateItem(system, tides.id, 'current', { title: 'Spring tides' });
  const again = await ada.post(CONFLICTS, {
    ...sent,
    [`decide[${key}][title][keep]`]: 'mine',
    [`decide[item:${winds.id}][title][keep]`]: 'mine',
    _action: 'decide',
  });
  assert.equal(again.status, 422);
  assert.match(again.text, /Something was changed meanwhile\. Nothing was done yet/);
  assert.match(again.text, /Spring/);
  const checked = [...again.html.matchAll(/<input[^>]*type="radio"[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => tag.includes('checked'));
  assert.equal(checked.length, 1);
  assert.ok(checked[0]?.includes(winds.id));
  assert.equal((await live()).title, 'Spring tides');
});

test('what one side deleted and the other changed is kept or deleted, as is decided', async () => {
  await using open = await openSite();
  const { ada, key, items, system, tides, draft, site } = open;
  await items.deleteItem(draft, tides.id);
  await items.updateItem(system, tides.id, 'current', { title: 'Low tides' });
  const asked = await ada.get(CONFLICTS);
  assert.match(asked.text, /It was deleted in Draft, and changed in Live since\./);
  await ada.submit(CONFLICTS, { [`decide[${key}][keep]`]: 'theirs' }, 'decide');
  assert.equal((await items.getItem(system, tides.id)).title, 'Low tides');

  await items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  await items.deleteItem(system, tides.id);
  assert.match((await ada.get(CONFLICTS)).text, /changed in Draft, and deleted in Live since/);
  await ada.submit(CONFLICTS, { [`decide[${key}][keep]`]: 'mine' }, 'decide');
  assert.match((await site.browse().get(`/item/${tides.id}`)).text, /High tides/);
});

test('a publish is taken back, and what was changed since is decided first', async () => {
  await using open = await openSite();
  const { ada, key, items, system, tides, draft, live, site } = open;
  await items.updateItem(draft, tides.id, 'current', { title: 'High tides' });
  const stars = await items.createItem(draft, 'article', { title: 'Stars' });
  await ada.post(`/admin/stages/${DRAFT}/publish`);
  const history = await ada.get(`/admin/stages/${DRAFT}/history`);
  const undo = /href="([^"]*\/undo)"/.exec(history.html)?.[1] ?? '';
  const asked = await ada.get(undo);
  assert.match(asked.text, /2 changes by Ada will be taken back\./);
  assert.match(asked.text, /High tides/);
  assert.match(asked.text, /Stars/);

  await items.updateItem(system, tides.id, 'current', { title: 'Spring tides' });
  const refused = await ada.submit(undo, {}, 'decide');
  assert.equal(refused.status, 422);
  assert.match(refused.text, /One was changed since in the same places\./);
  assert.equal((await live()).title, 'Spring tides');
  const done = await ada.submit(undo, { [`decide[${key}][title][keep]`]: 'mine' }, 'decide');
  assert.match(done.text, /The publish was taken back\./);
  assert.match(done.text, /Taken back/);
  assert.equal((await live()).title, 'Tides');
  assert.equal((await site.browse().get(`/item/${stars.id}`)).status, 404);
  assert.match((await ada.get(`/admin/stages/${DRAFT}`)).text, /2 changes to be published/);
  assert.match((await ada.submit(undo, {}, 'decide')).text, /taken back already/);
});

test('values that somebody may not see are not told to them when they decide', async () => {
  await using open = await openSite();
  await changeBoth(open);
  const { site, items, system, tides, draft } = open;
  for (const ctx of [draft, system])
    await items.updateItem(ctx, tides.id, 'current', { status: false });
  const pam = await site.signIn({
    permissions: ['access content', 'use stages', 'publish stage draft'],
  });
  const page = await pam.get(CONFLICTS);
  assert.equal(page.status, 200);
  assert.match(page.text, /Your account may not see this\./);
  assert.doesNotMatch(page.text, /High tides|Low tides/);
  assert.equal((await site.browse().get(CONFLICTS)).url.startsWith('/user/login'), true);
});

test('a decision about what is another since is not taken, however late that is', async () => {
  await using open = await openSite();
  const { site, ada, key, items, system, tides, live } = open;
  await changeBoth(open);
  const [seen] = await site.stages.conflicts(ada.ctx, DRAFT);
  assert.ok(seen);
  const state = seenStates({
    mine: seen.mine.state,
    base: seen.base.state,
    theirs: seen.theirs.state,
  });
  await items.updateItem(system, tides.id, 'current', { title: 'Spring tides' });
  const decided = { decisions: { [key]: { title: 'mine' } }, seen: { [key]: state } } as const;
  await assert.rejects(site.stages.publish(ada.ctx, DRAFT, decided), {
    code: 'stage.publish_conflict',
  });
  assert.equal((await live()).title, 'Spring tides');
});

test('what a plugin has against a publish is said to who publishes', async () => {
  const message = 'The editor in chief has not read it.';
  await using site = await openTestKernel({
    plugins: [
      {
        name: 'chief',
        taps: { stage_publish: () => [{ pointer: '', code: 'unread', message }] },
      },
    ],
  });
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  await site.items.createType(site.system, 'article', { name: 'Article' });
  await site.items.createItem({ ...ada.ctx, stage: DRAFT }, 'article', { title: 'Stars' });
  const refused = await ada.post(`/admin/stages/${DRAFT}/publish`);
  assert.match(refused.text, /Nothing was published\. The editor in chief has not read it\./);
  assert.match(refused.text, /One change to be published/);
});
