import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createForms, createFormStates } from '#grammar/forms';
import { createTaps } from '#grammar/taps';
import { openUsers, system } from '../../../../test/support/users.ts';
import { createVisitor, target, wordsOf } from '../../../../test/support/visitor.ts';
import { userPages } from './user-pages.ts';

async function openPages() {
  const room = await openUsers();
  const { users, clock } = room;
  const secret = 'secret';
  const states = createFormStates({ database: room.database, secret, clock });
  const forms = createForms({
    secret,
    clock,
    takeUpload: async () => '',
    states,
    taps: createTaps(),
  });
  const routes = userPages({ users, forms, clock });
  const visitor = () => createVisitor(users, routes);
  const signIn = async (name: string, password = room.password) => {
    const browser = visitor();
    await browser.send('/user/login', 'user_login', { name, password });
    return browser;
  };
  return { ...room, visitor, signIn };
}

test('who forgot the password is told whom to ask', async () => {
  await using site = await openPages();
  const page = await site.visitor().open('/user/login');
  assert.match(JSON.stringify(page.body), /Ask an administrator for a sign-in link/);
});

test('who signs in comes back to where they wanted to be', async () => {
  await using site = await openPages();
  const browser = site.visitor();
  const answer = await browser.send('/user/login?to=/admin/content%3Fpage=2', 'user_login', {
    name: 'Ada',
    password: site.password,
  });
  assert.equal(target(answer), '/admin/content?page=2');
  assert.ok(browser.token);
  assert.equal(target(await browser.go('/user/login?to=//evil.example')), '/');
});

test('a failed sign-in shows the form again with the name, not the password', async () => {
  await using site = await openPages();
  const browser = site.visitor();
  const answer = await browser.send('/user/login', 'user_login', {
    name: 'Ada',
    password: 'wrong password',
  });
  assert.ok(answer.kind === 'page');
  assert.equal(answer.status, 422);
  assert.match(wordsOf(answer), /do not belong together/);
  assert.match(wordsOf(answer), /"#value":"Ada"/);
  assert.equal(browser.token, undefined);
});

test('who tried too often reads on the same page how long to wait', async () => {
  await using site = await openPages();
  const browser = site.visitor();
  const attempt = () =>
    browser.send('/user/login', 'user_login', { name: 'Ada', password: 'wrong password' });
  for (let i = 0; i < 5; i++) await attempt();
  assert.match(wordsOf(await attempt()), /Wait 5 seconds/);
});

test('a blocked user who knows the password is told so', async () => {
  await using site = await openPages();
  await site.users.createUser(system, { name: 'Bob', password: site.password, active: false });
  const answer = await site
    .visitor()
    .send('/user/login', 'user_login', { name: 'Bob', password: site.password });
  assert.match(wordsOf(answer), /This account is blocked/);
});

test('signing out asks first, then ends the session', async () => {
  await using site = await openPages();
  const browser = await site.signIn('Ada');
  const { token } = browser;
  await browser.open('/user/logout');
  assert.ok(await site.users.authenticateSession(token ?? ''));
  assert.equal(target(await browser.post('/user/logout')), '/');
  assert.equal(browser.token, undefined);
  assert.equal(await site.users.authenticateSession(token ?? ''), undefined);
});

test('a sign-in link is used up by its button only, and leads to setting a password', async () => {
  await using site = await openPages();
  const bob = await site.users.createUser(system, { name: 'Bob' });
  const link = await site.users.loginLinks.create(system, bob.id);
  for (let i = 0; i < 3; i++) await site.visitor().open(link);
  const browser = site.visitor();
  assert.equal(target(await browser.send(link, 'user_login_link')), `/user/${bob.id}/edit`);
  await assert.rejects(site.visitor().open(link), { code: 'user.login_link_used' });
  const before = browser.token;
  const saved = await browser.send(`/user/${bob.id}/edit`, 'user_profile', {
    password: 'chosen by Bob',
  });
  assert.equal(target(saved), `/user/${bob.id}`);
  assert.notEqual(browser.token, before);
  assert.ok((await site.signIn('Bob', 'chosen by Bob')).token);
});

test('one changes one’s password with the current one', async () => {
  await using site = await openPages();
  const browser = await site.signIn('Ada');
  const url = `/user/${site.ada.id}/edit`;
  const change = (current: string) =>
    browser.send(url, 'user_profile', {
      current_password: current,
      password: 'another long one',
    });
  assert.match(wordsOf(await change('')), /Enter your current password/);
  assert.match(wordsOf(await change('wrong')), /not your current password/);
  assert.equal(target(await change(site.password)), `/user/${site.ada.id}`);
  assert.ok(browser.token);
  assert.ok(await browser.open(url));
});

test('a profile shows others a name and since when, never the mail address', async () => {
  await using site = await openPages();
  await site.users.createUser(system, { name: 'Bob', password: site.password });
  const url = `/user/${site.ada.id}`;
  for (const browser of [site.visitor(), await site.signIn('Bob')]) {
    const page = await browser.open(url);
    assert.equal(page.title, 'Ada');
    assert.equal(page.tabs, undefined);
    assert.ok(!wordsOf(page).includes('ada@example.org'));
    await assert.rejects(browser.open(`${url}/edit`), { code: 'user.not_found' });
    await assert.rejects(browser.open(`${url}/sessions`), { code: 'user.not_found' });
    await assert.rejects(browser.open(`${url}/tokens`), { code: 'user.not_found' });
  }
  const own = await (await site.signIn('Ada')).open(url);
  assert.ok(wordsOf(own).includes('ada@example.org'));
  assert.equal(own.tabs?.length, 4);
  await assert.rejects(site.visitor().open('/user/reset'), { code: 'user.no_page' });
});

test('one sees where one is signed in, and ends it elsewhere', async () => {
  await using site = await openPages();
  const here = await site.signIn('Ada');
  const there = await site.signIn('Ada');
  const url = `/user/${site.ada.id}/sessions`;
  const page = await here.open(url);
  assert.match(wordsOf(page), /Firefox on Linux/);
  assert.match(wordsOf(page), /This one/);
  const other = await site.users.authenticateSession(there.token ?? '');
  assert.ok(other);
  const answer = await here.send(url, `end_session_${other.session.id}`);
  assert.equal(target(answer), url);
  assert.equal(await site.users.authenticateSession(there.token ?? ''), undefined);
  assert.ok(await site.users.authenticateSession(here.token ?? ''));
});

test('a token is shown once, listed without itself, and revoked', async () => {
  await using site = await openPages();
  const browser = await site.signIn('Ada');
  const url = `/user/${site.ada.id}/tokens`;
  const made = await browser.send(url, 'create_token', { name: 'Import', expires: '30' });
  const token = /trv_[\w-]{43}/.exec(wordsOf(made))?.[0] ?? '';
  assert.equal((await site.users.authenticateToken(token))?.name, 'Ada');
  const page = await browser.open(url);
  assert.match(wordsOf(page), /Import/);
  assert.match(wordsOf(page), /Read and write/);
  assert.ok(!wordsOf(page).includes(token));
  const [listed] = await site.users.tokens.list(system, site.ada.id);
  await browser.send(url, `revoke_token_${listed?.id}`);
  assert.equal(await site.users.authenticateToken(token), undefined);
});
