import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { LIVE, InvalidInput } from '#base';
import { openTestKernel } from '../../test/support/kernel.ts';
import { applyRecipeFolder } from './apply-recipe-folder.ts';
import { prepareFirstStart } from './first-start.ts';
import { type InstallOptions, installSite } from './install-site.ts';
import { AlreadyInstalled, InstallationUnderWay, isInstalled } from './installation.ts';
import { RecipeInvalid, RecipeNotFound } from './recipe-errors.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const OPTIONS: InstallOptions = {
  siteName: 'The Paper',
  adminName: 'Ada',
  adminMail: 'ada@example.org',
  adminPassword: 'correct horse battery',
  recipe: 'starter',
  folder: '/',
};

test('a site is installed with its name, its administrator and its first content', async () => {
  await using site = await openTestKernel();
  const { admin, recipe } = await installSite(site, OPTIONS);
  assert.deepEqual([admin.name, admin.isAdmin, recipe?.name], ['Ada', true, 'Starter']);
  const front = await site.browse().get('/');
  assert.equal(front.status, 200);
  assert.ok(front.text.includes('The Paper'));
  assert.ok(front.text.includes('Welcome to your site'));
  const { items } = await site.items.listItems(site.system, { types: ['article'], limit: 10 });
  assert.deepEqual(
    items.map((item) => [item.authorName, item.status]),
    items.map(() => ['Ada', true]),
  );
  assert.ok((await site.users.listRoles()).some((role) => role.name === 'editor'));
  const pictures = await site.database.queries
    .selectFrom('file_managed')
    .select('permanent')
    .execute();
  assert.deepEqual(pictures, [{ permanent: true }, { permanent: true }, { permanent: true }]);
});

test('what is installed is not installed again, and two at once install once', async () => {
  await using site = await openTestKernel();
  const tries = await Promise.allSettled([
    installSite(site, OPTIONS),
    installSite(site, { ...OPTIONS, adminName: 'Bob', adminMail: 'bob@example.org' }),
  ]);
  const failed = tries.filter((each) => each.status === 'rejected');
  assert.equal(failed.length, 1);
  const error: unknown = failed[0]?.reason;
  assert.ok(error instanceof AlreadyInstalled || error instanceof InstallationUnderWay);
  assert.equal((await site.users.listUsers(site.system, { limit: 10 })).total, 1);
  await assert.rejects(installSite(site, OPTIONS), AlreadyInstalled);
});

test('an installation that broke off is done again over what it left', async () => {
  await using site = await openTestKernel();
  const half = {
    ...site,
    transfer: {
      ...site.transfer,
      importPrepared: () => Promise.reject(new Error('the power went')),
    },
  };
  await assert.rejects(installSite(half, { ...OPTIONS, adminName: 'Aad' }), /the power went/);
  assert.equal(isInstalled(site.variables), false);
  const { admin } = await installSite(site, OPTIONS);
  assert.equal(admin.name, 'Ada');
  assert.equal((await site.users.listUsers(site.system, { limit: 10 })).total, 1);
});

test('what cannot be a site is refused before anything is made', async () => {
  await using site = await openTestKernel();
  const refused: readonly (readonly [Partial<InstallOptions>, string])[] = [
    [{ siteName: ' ' }, '/site_name'],
    [{ siteName: 'x'.repeat(101) }, '/site_name'],
    [{ adminName: '' }, '/name'],
    [{ adminMail: 'nobody' }, '/mail'],
    [{ adminPassword: 'short' }, '/password'],
  ];
  for (const [part, pointer] of refused) {
    await assert.rejects(
      installSite(site, { ...OPTIONS, ...part }),
      (error) =>
        error instanceof InvalidInput &&
        error.problems.some((problem) => problem.pointer === pointer),
      pointer,
    );
  }
  await assert.rejects(installSite(site, { ...OPTIONS, recipe: 'nothing' }), RecipeNotFound);
  assert.equal((await site.users.listUsers(site.system, { limit: 10 })).total, 0);
  assert.deepEqual(site.items.listTypes({ stage: LIVE }), []);
});

test('the embedded default installs itself, and gives a way in until somebody came', async () => {
  await using site = await openTestKernel();
  const first = await prepareFirstStart(site);
  assert.match(first ?? '', /^\/user\/login-link\//);
  const second = await prepareFirstStart(site);
  assert.notEqual(second, first);
  const browser = site.browse();
  const page = await browser.get(second ?? '');
  assert.equal(page.status, 200);
  const client = { address: '', agent: '' };
  const secret = second?.slice('/user/login-link/'.length) ?? '';
  await site.users.loginLinks.use(site.system, secret, client, undefined);
  await site.users.settle();
  assert.equal(await prepareFirstStart(site), undefined);
});

test('on PostgreSQL an empty site leads everybody to the wizard, which closes behind them', async () => {
  await using site = await openTestKernel({
    settings: { databaseUrl: 'postgres://only-the-fact-that-it-is-set' },
  });
  const browser = site.browse();
  const wizard = await browser.get('/some/page');
  assert.match(wizard.url, /\/install$/);
  assert.ok(wizard.text.includes('Set up your site'));
  assert.doesNotMatch(wizard.text, /Sign in/);
  const api = await site.app.inject('/api/v1/items/article');
  assert.equal(api.statusCode, 503);
  assert.equal(api.json<{ code: string }>().code, 'web.not_installed');
  assert.match(api.json<{ detail: string }>().detail, /not installed yet\. Open it in a browser/);
  assert.equal((await site.app.inject('/health/live')).statusCode, 200);

  const nameless = await browser.submit('/install', { site_name: '', _op: 'next' });
  assert.equal(nameless.status, 422);
  const second = await browser.submit('/install', {
    site_name: 'The Paper',
    recipe: 'none',
    _op: 'next',
  });
  assert.match(second.text, /Step 2 of 2/);
  const account = { name: 'Ada', mail: 'ada@example.org', password: 'short' };
  assert.equal((await browser.submit(second.url, account)).status, 422);
  const entered = { ...account, password: 'correct horse battery' };
  const front = await browser.submit(second.url, entered);
  assert.equal(front.status, 200);
  assert.ok(front.text.includes('The Paper'));
  assert.ok(front.text.includes('Your site is set up, and you are signed in.'));
  assert.equal((await browser.get('/admin')).status, 200);
  assert.equal((await browser.get('/install')).status, 404);
});

test('a recipe applied again makes nothing and undoes nothing', async () => {
  await using site = await openTestKernel();
  const ctx = site.system;
  const first = await applyRecipeFolder(site, ctx, 'starter', '/');
  assert.deepEqual([first.types, first.items, first.roles], [2, 4, 1]);
  await site.items.updateType(ctx, 'article', { name: 'Story' });
  const { items } = await site.items.listItems(ctx, { titleContains: 'Welcome', limit: 1 });
  assert.ok(items[0]);
  await site.items.deleteItem(ctx, items[0].id);
  const again = await applyRecipeFolder(site, ctx, 'starter', '/');
  const { name: _, ...made } = again;
  assert.deepEqual(made, { vocabularies: 0, types: 0, fields: 0, roles: 0, gathers: 0, items: 0 });
  assert.equal(site.items.getType({ stage: LIVE }, 'article').name, 'Story');
  assert.equal(await site.items.countItems(ctx, { types: ['article'], limit: 1 }), 2);
});

test('a recipe brings listings, which stay as the site changes them', async () => {
  await using site = await openTestKernel();
  const { system, items, categories, gathers } = site;
  const apply = () => applyRecipeFolder(site, system, 'examples/conferences', ROOT);
  assert.equal((await apply()).gathers, 2);
  const term = await categories.createTerm(system, 'topic', { name: 'Tides' });
  const inDays = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  for (const [title, days, country] of [
    ['Past Conf', -40, 'Ireland'],
    ['Later Conf', 90, 'Norway'],
    ['Next Conf', 20, 'Ireland'],
  ] as const)
    await items.createItem(system, 'conference', {
      title,
      status: true,
      fields: {
        dates: { start: inDays(days), end: inDays(days + 2) },
        website: { uri: 'https://example.org/' },
        topics: [{ target_id: term.id }],
        city: { value: 'Bergen' },
        country: { value: country },
        cfp_deadline: { value: inDays(days - 30) },
      },
    });
  const read = async (path: string) => (await site.browse().get(path)).text;
  const upcoming = await read('/upcoming-conferences');
  assert.match(upcoming, /Next Conf[^]*Later Conf/);
  assert.doesNotMatch(upcoming, /Past Conf/);
  const here = await read(`/upcoming-conferences?country=Norway&topic=${term.id}`);
  assert.match(here, /Later Conf/);
  assert.doesNotMatch(here, /Next Conf/);
  assert.match(await read('/upcoming-conferences.xml'), /Next Conf/);
  assert.match(await read('/upcoming-conferences.ics'), /SUMMARY:Next Conf/);
  const calls = await read('/open-calls');
  assert.match(calls, /Later Conf/);
  assert.doesNotMatch(calls, /Next Conf|Past Conf/);

  const { gather } = gathers.get('open_calls');
  await gathers.update(system, 'open_calls', { ...gather, label: 'Calls' }, 'current');
  assert.equal((await apply()).gathers, 0);
  assert.equal(gathers.get('open_calls').gather.label, 'Calls');
});

test('what is wrong with a recipe is said with its place', async () => {
  await using site = await openTestKernel();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-recipe-'));
  const apply = async (text: string) => {
    await writeFile(join(folder, 'recipe.yml'), text);
    return applyRecipeFolder(site, site.system, folder, '/');
  };
  const refused: readonly (readonly [string, RegExp])[] = [
    ['name: [', /the file/],
    ['name: x\nthings: {}', /things: This is not known/],
    [
      'name: x\ntypes: { a: { name: A, fields: { b: { type: nothing, label: B } } } }',
      /types → a → fields → b → field_type/,
    ],
    ['name: x\nroles: { r: { label: R, permissions: [fly] } }', /roles → r → permissions/],
    [
      'name: x\ngathers: { g: { label: G, base: item, displays: [{ id: p, kind: page, path: /p }], defaults: { sorts: [{ column: nothing }] } } }',
      /gathers → g → defaults → sorts → 0 → column/,
    ],
    ['name: x\ngathers: { g: { label: G } }', /gathers → g → /],
    ['name: x\nitems: [{ key: k, type: page, title: T }]', /items|no item type/],
  ];
  try {
    for (const [text, message] of refused)
      await assert.rejects(
        apply(text),
        (error) => error instanceof RecipeInvalid && message.test(error.message),
        text,
      );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
