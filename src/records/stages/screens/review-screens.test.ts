import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DRAFT } from '#base';
import { openTestKernel } from '../../../../test/support/kernel.ts';

const MAY = ['access content', 'use stages', 'edit any article content', 'create article content'];
const PAGE = `/admin/stages/${DRAFT}`;

/** A site on which only what is approved is published, with an article that Draft has changed. */
async function openSite({ approval = true } = {}) {
  const site = await openTestKernel();
  const { items, stages, system } = site;
  await items.createType(system, 'article', { name: 'Article' });
  await stages.update(system, DRAFT, { approval });
  const draft = { ...system, stage: DRAFT };
  const { id } = await items.createItem(system, 'article', { title: 'Tides', status: true });
  await items.updateItem(draft, id, 'current', { title: 'High tides' });
  const signIn = async (name: string, ...more: string[]) => {
    const browser = await site.signIn({ name, permissions: [...MAY, ...more] });
    await browser.post(`/stage/${DRAFT}`);
    return browser;
  };
  return {
    ...site,
    draft,
    id,
    record: `item:${id}`,
    eve: await signIn('Eve', 'write in stage draft'),
    rui: await signIn('Rui', 'approve in stage draft'),
    pia: await signIn('Pia', 'write in stage draft', 'publish stage draft'),
  };
}

test('what is chosen is submitted, sent back with a note and approved; each sees their buttons', async () => {
  await using site = await openSite();
  const { eve, rui, record } = site;
  const mine = await eve.get(PAGE);
  assert.match(mine.text, /0 of 1 approved\. Only what is approved is published\./);
  assert.match(mine.text, /High tides *Article *Changed *Draft/);
  assert.match(mine.text, /Submit for review *Take back/);
  assert.doesNotMatch(mine.html, /value="approved"|Publish/);

  const sent = await eve.submit(PAGE, { record }, 'review');
  assert.match(sent.text, /One change was submitted for review\./);
  assert.match(sent.text, /0 of 1 approved, 1 in review\./);
  assert.match(
    (await eve.get(`${PAGE}?state=review`)).text,
    /High tides *Article *Changed *In review/,
  );
  assert.doesNotMatch((await eve.get(`${PAGE}?state=approved`)).text, /High tides/);

  const asked = await rui.submit(PAGE, { record }, 'draft');
  assert.match(asked.url, /\/send-back\?/);
  assert.match(asked.text, /One change in Draft will be back with who wrote it.*High tides/);
  const back = await rui.submit(asked.url, { note: 'Which tides?' }, 'send');
  assert.match(back.text, /One change was sent back to draft\./);
  assert.match((await eve.get(PAGE)).text, /Sent back by Rui: Which tides\?/);

  await eve.submit(PAGE, { record }, 'review');
  const approved = await rui.submit(PAGE, { record }, 'approved');
  assert.match(approved.text, /One change was approved\..*1 of 1 approved\./);
  assert.match((await rui.get('/admin/stages')).text, /Draft.*1 of 1 approved/);
  const activity = await rui.get(`${PAGE}/activity`);
  assert.match(
    activity.text,
    /Approved: one change.*Submitted for review: one change.*Sent back: Which tides\?.*Submitted for review/,
  );
});

test('nothing is approved that is another since the list was shown', async () => {
  await using site = await openSite();
  const { items, stages, eve, rui, draft, id, record } = site;
  await stages.review(eve.ctx, DRAFT, { to: 'review' });
  const { html } = await rui.get(PAGE);
  const all = /action="([^"]*state=approved)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const seen = /name="seen\[[^\]]*\]" value="([^"]*)"/.exec(html)?.[1] ?? '';
  await items.updateItem(draft, id, 'current', { title: 'Something else' });
  await stages.review(eve.ctx, DRAFT, { to: 'review' });
  const late = await rui.post(all);
  assert.match(late.text, /Something here was changed meanwhile/);
  const entered = { record, [`seen[${record}]`]: seen };
  const chosen = await rui.submit(PAGE, entered, 'approved');
  assert.match(chosen.text, /“Something else” was changed meanwhile/);
  assert.equal((await stages.plan(rui.ctx, DRAFT))[0]?.review.state, 'review');
});

test('who publishes what is not approved is told, and shown the way to it', async () => {
  await using site = await openSite();
  const { stages, system, items, pia, id, record } = site;
  const list = await pia.get(PAGE);
  assert.doesNotMatch(list.text, /Publish all/);
  const refused = await pia.submit(PAGE, { record }, 'publish');
  assert.match(refused.text, /“High tides” is not\. Nothing was published\. *See how far it is/);
  const form = await pia.get(`/item/${id}/edit`);
  assert.match(form.text, /State of this change: *Draft *Submit for review/);
  assert.doesNotMatch(form.html, /value="publish"/);
  await pia.post('/stage/00000000-0000-7000-8000-000000000001');
  const live = await pia.get(`/item/${id}/edit`);
  assert.match(live.text, /There is a draft of this: .*It is published once it is approved\./);
  assert.doesNotMatch(live.text, /Publish draft/);

  await stages.review(system, DRAFT, { to: 'approved' });
  assert.match((await pia.get(`/item/${id}/edit`)).text, /Publish draft/);
  await pia.post(`/stage/${DRAFT}`);
  // What is changed at the last moment has to be approved again, and is saved.
  const changed = await pia.submit(`/item/${id}/edit`, { title: 'Higher tides' }, 'publish');
  assert.match(changed.text, /“Higher tides” was saved in Draft\./);
  assert.match(changed.text, /“Higher tides” is not\. Nothing was published\./);
  assert.equal((await items.getItem(system, id)).title, 'Tides');
  await stages.review(system, DRAFT, { to: 'approved' });
  const published = await pia.submit(`/item/${id}/edit`, { title: 'Higher tides' }, 'publish');
  assert.match(published.text, /One change was published from Draft to Live\./);
});

test('what is approved by now is published with one button, also where both sides changed it', async () => {
  await using site = await openSite();
  const { items, stages, system, pia, draft, id, record } = site;
  await items.createItem(draft, 'article', { title: 'Winds', status: true });
  assert.doesNotMatch((await pia.get(PAGE)).text, /Publish \d|Publish all/);
  await items.updateItem(system, id, 'current', { title: 'Low tides' });
  await stages.review(system, DRAFT, { to: 'approved', records: [record] });
  const page = await pia.get(PAGE);
  assert.match(page.text, /Publish 1 approved/);
  const action = /action="([^"]*only=approved)"/.exec(page.html)?.[1] ?? '';
  const open = await pia.post(action);
  assert.match(open.text, /Decide what is published.*High tides/);
  assert.doesNotMatch(open.text, /Winds/);
  const done = await pia.submit(open.url, { [`decide[${record}][title][keep]`]: 'mine' }, 'decide');
  assert.match(done.text, /One change was published from Draft to Live\..*Winds/);
  // Where more is published than what is approved, both are offered.
  await stages.update(system, DRAFT, { approval: false });
  await items.updateItem(draft, id, 'current', { title: 'Higher tides' });
  await stages.review(system, DRAFT, { to: 'approved', records: [record] });
  assert.match((await pia.get(PAGE)).text, /Publish 1 approved *Publish all/);
});

test('the page of an item says how far its change is, to who works with stages', async () => {
  await using site = await openSite();
  const { eve, rui, id } = site;
  const url = `/item/${id}`;
  const mine = await eve.get(url);
  assert.match(mine.text, /State of this change: *Draft *Submit for review/);
  const action = /action="([^"]*state=review[^"]*)"/.exec(mine.html)?.[1] ?? '';
  const sent = await eve.post(action.replaceAll('&amp;', '&'));
  assert.equal(sent.url, url);
  assert.match(sent.text, /One change was submitted for review\..*In review *by Eve, .*Take back/);
  const theirs = await rui.get(url);
  assert.match(theirs.text, /In review *by Eve, .*Approve *Send back/);
  const back = /href="([^"]*send-back[^"]*)"/.exec(theirs.html)?.[1]?.replaceAll('&amp;', '&');
  const done = await rui.submit(back ?? '', { note: 'Which?' }, 'send');
  assert.equal(done.url, url);
  assert.match((await eve.get(`${url}/edit`)).text, /Draft *Sent back by Rui: Which\?/);
  assert.doesNotMatch((await site.browse().get(url)).text, /State of this change/);
});

test('chosen changes are moved to another stage, with a question where both changed the same', async () => {
  await using site = await openSite({ approval: false });
  const { items, stages, system, id, record } = site;
  const ada = await site.signIn({ name: 'Ada', isAdmin: true });
  assert.doesNotMatch((await ada.get(PAGE)).html, /value="move"/);
  const { id: autumn } = await stages.create(system, { name: 'autumn', label: 'Autumn' });
  const asked = await ada.submit(PAGE, { record }, 'move');
  assert.match(asked.text, /One change of Draft will be in another stage.*High tides/);
  await items.updateItem({ ...system, stage: autumn }, id, 'current', { title: 'Low tides' });
  const open = await ada.submit(asked.url, { target: autumn }, 'move');
  assert.match(open.url, new RegExp(`/move/${autumn}`));
  assert.match(open.text, /changed in Draft and for Autumn, in the same places/);
  const keep = `decide[${record}][title][keep]`;
  const moved = await ada.submit(open.url, { [keep]: 'mine' }, 'decide');
  assert.match(moved.text, /One change was moved from Draft to Autumn\./);
  assert.match(moved.text, /It shows what Live shows\./);
  assert.equal((await items.getItem({ ...system, stage: autumn }, id)).title, 'High tides');
  assert.match((await ada.get(`${PAGE}/activity`)).text, /Moved to Autumn: one change/);
});

test('where nobody reviews, nothing is said of it but the state', async () => {
  await using site = await openSite({ approval: false });
  const page = await site.pia.get(PAGE);
  assert.match(page.text, /One change to be published to Live\.Publish chosen/);
  assert.match(page.text, /Publish all/);
  assert.doesNotMatch(page.text, /Submit all|approved/);
});
