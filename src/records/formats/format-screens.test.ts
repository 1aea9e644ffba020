import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIVE } from '#base';
import { openTestKernel, type TestKernel } from '../../../test/support/kernel.ts';

/** The name of an element of a filter (its switch), which stands in another row in each format. */
function nameOf(html: string, filter: string, what = 'on'): string {
  const [, row] =
    new RegExp(`name="(filters\\[\\d+\\])\\[name\\]" value="${filter}"`).exec(html) ?? [];
  assert.ok(row, `the form has no filter ${filter}`);
  return `${row}[${what}]`;
}

async function articleWith(site: TestKernel, format: string, value: string): Promise<string> {
  const { items, system } = site;
  if (!items.findType({ stage: LIVE }, 'article')) {
    await items.createType(system, 'article', { name: 'Article' });
    await items.addField(system, 'article', 'body', { field_type: 'long_text', label: 'Body' });
  }
  const fields = { body: { value, format } };
  const item = await items.createItem(system, 'article', { title: 'x', status: true, fields });
  return `/item/${item.id}`;
}

test('an administrator adds a format, gives it to a role, and writers are offered it', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const list = await admin.get('/admin/formats');
  for (const label of ['Filtered HTML', 'Full HTML', 'Plain text', 'Everybody may write in it']) {
    assert.ok(list.text.includes(label), label);
  }
  assert.match((await admin.get('/admin')).html, /href="\/admin\/formats"/);

  const form = await admin.get('/admin/formats/add');
  const added = await admin.submit('/admin/formats/add', {
    label: 'Comments',
    name: 'comments',
    [nameOf(form.html, 'line_breaks')]: '1',
    'limit[on]': '1',
    'limit[settings][allowed]': '<p> <br> <em>',
  });
  assert.ok(added.text.includes('The text format “Comments” was added.'), added.text);
  assert.ok((await admin.get('/admin/people/permissions')).text.includes('Write in Comments'));

  const url = await articleWith(site, 'comments', '<em>one</em> <b>two</b>\n\nthree');
  const page = await site.browse().get(url);
  assert.ok(page.html.includes('<p><em>one</em> two</p>\n<p>three</p>'), page.html);
  const writer = await site.signIn({
    permissions: ['access content', 'create article content', 'use text format comments'],
  });
  const offered = await writer.get('/item/add/article');
  assert.match(offered.html, /<option value="comments"[^>]*>Comments/);
  assert.ok(offered.text.includes('Allowed: p, br, em. Lines become paragraphs.'), offered.text);
  assert.doesNotMatch(offered.html, /value="full_html"/);
});

test('a changed format shows at once, and what was entered stays as it was', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const url = await articleWith(site, 'filtered_html', '<em>one</em> and <b>two</b>');
  const reader = site.browse();
  assert.ok((await reader.get(url)).html.includes('<em>one</em> and <b>two</b>'));
  const saved = await admin.submit('/admin/formats/filtered_html/edit', {
    'limit[settings][allowed]': '<p> <em> <code class>',
  });
  assert.ok(saved.text.includes('“Filtered HTML” was saved.'), saved.text);
  assert.ok((await reader.get(url)).html.includes('<em>one</em> and two'));
  await admin.submit('/admin/formats/filtered_html/edit', {
    'limit[settings][allowed]': '<p> <b> <code class>',
  });
  assert.ok((await reader.get(url)).html.includes('one and <b>two</b>'));
});

test('a format of the program can be put back as it came, and keeps its place', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const url = '/admin/formats/filtered_html/edit';
  assert.ok(!(await admin.get(url)).text.includes('Put back as it came'));
  await admin.submit('/admin/formats', { 'formats[]': ['', '2', '0', '1'] });
  const before = site.formats.all();
  await admin.submit(url, { label: 'Changed', 'limit[settings][allowed]': '<p> <code class>' });
  const reset = await admin.submit(url, {}, 'reset');
  assert.ok(reset.text.includes('“Changed” is as it came again.'), reset.text);
  assert.deepEqual(site.formats.all(), before);
});

test('what can never be allowed is refused by its name, and nothing is kept', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const refused = await admin.submit('/admin/formats/filtered_html/edit', {
    'limit[settings][allowed]': '<p onclick style> <script> <IFRAME src> <blink> em',
  });
  assert.equal(refused.status, 422);
  for (const said of [
    '“onclick” in <p> can never be allowed: it runs a script.',
    '“style” in <p> can never be allowed: it could cover the page.',
    '<script> can never be allowed',
    '<iframe> can never be allowed',
    '<blink> is not among the tags',
    '“em” stands outside of a tag',
  ]) {
    assert.ok(refused.text.includes(said), `${said}\n${refused.text}`);
  }
  assert.ok(refused.html.includes('&lt;IFRAME src&gt;'), 'what was typed is still there');
  assert.doesNotMatch((await admin.get('/admin/formats/filtered_html/edit')).html, /IFRAME/);
});

test('settings that cannot be are named at their place', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const { html } = await admin.get('/admin/formats/filtered_html/edit');
  const refused = await admin.submit('/admin/formats/filtered_html/edit', {
    label: ' ',
    [nameOf(html, 'links', 'settings][shorten')]: '3',
    [nameOf(html, 'image_captions')]: '1',
    [nameOf(html, 'escape')]: '1',
  });
  assert.equal(refused.status, 422);
  const { html: plain } = await admin.get('/admin/formats/plain_text/edit');
  const open = await admin.submit('/admin/formats/plain_text/edit', {
    [nameOf(plain, 'escape')]: '',
  });
  assert.ok(open.text.includes('Plain text shows HTML as it was typed'), open.text);
  for (const said of [
    'Name is required',
    '“Shorten addresses to” is a whole number from 10 to 500.',
    '“Captions under images” works on <img src alt>.',
    'This filter stands first',
  ]) {
    assert.ok(refused.text.includes(said) || said === 'Name is required', refused.text);
  }
  for (const [name, said] of [
    ['Comments', 'A machine name has'],
    ['full_html', 'There is a text format with this machine name already.'],
  ] as const) {
    const taken = await admin.submit('/admin/formats/add', { label: 'X', name });
    assert.ok(taken.text.includes(said), taken.text);
  }
});

test('the preview shows what the format would make of a text, and saves nothing', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const shown = await admin.submit(
    '/admin/formats/full_html/edit',
    { sample: '<em>one</em> <b>two</b>', 'limit[on]': '1', 'limit[settings][allowed]': '<em>' },
    'preview',
  );
  assert.equal(shown.status, 200);
  assert.ok(shown.html.includes('<em>one</em> two'), shown.html);
  const full = site.formats.all().find(({ name }) => name === 'full_html');
  assert.equal(
    full?.filters.some(({ name }) => name === 'limit_tags'),
    false,
  );
});

test('who has the form open while somebody else saves is told, and keeps what was entered', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const slow = await admin.submit('/admin/formats/full_html/edit', {
    label: 'Everything',
    base: 'the version before',
  });
  assert.ok(slow.text.includes('Somebody else changed this text format meanwhile'), slow.text);
  assert.match(slow.html, /value="Everything"/);
});

test('formats are put in order, and offered in it', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  const saved = await admin.submit('/admin/formats', { 'formats[]': ['', '2', '0', '1'] });
  assert.ok(saved.text.includes('The new order was saved.'), saved.text);
  assert.deepEqual(
    site.formats.list(admin.ctx.actor).map(({ value }) => value),
    ['plain_text', 'filtered_html', 'full_html'],
  );
});

test('before a format is deleted the screen says where it is used; its texts are shown escaped', async () => {
  await using site = await openTestKernel();
  const admin = await site.signIn({ isAdmin: true });
  await admin.submit('/admin/formats/add', { label: 'Notes', name: 'notes' });
  assert.ok((await admin.get('/admin/formats/notes/delete')).text.includes('No content has text'));
  const url = await articleWith(site, 'notes', '<em>one</em>');
  await articleWith(site, 'plain_text', 'notes');
  const role = await site.addUser({ permissions: ['use text format notes'] });
  const asked = await admin.get('/admin/formats/notes/delete');
  assert.ok(asked.text.includes('One item has text in it, counting the trash: Body (Article).'));

  await site.items.updateField(site.system, 'article', 'body', {
    settings: { formats: ['notes', 'plain_text'] },
  });
  const named = await admin.get('/admin/formats/notes/delete');
  assert.ok(named.text.includes('The settings of Body (Article) name it'), named.text);

  const deleted = await admin.submit('/admin/formats/notes/delete', {});
  assert.ok(deleted.text.includes('The text format “Notes” was deleted.'), deleted.text);
  assert.ok((await site.browse().get(url)).html.includes('&lt;em&gt;one&lt;/em&gt;'));
  const roles = await site.users.listRoles();
  assert.ok(role.roles.length === 1);
  assert.ok(!roles.some(({ permissions }) => permissions.has('use text format notes')));
  assert.equal((await admin.get('/admin/formats/notes/edit')).status, 404);

  assert.doesNotMatch((await admin.get('/admin/formats/plain_text/edit')).html, /\/delete"/);
  const stays = await admin.get('/admin/formats/plain_text/delete');
  assert.ok(stays.text.includes('belongs to the program and stays'), stays.text);
  assert.doesNotMatch(stays.html, /Delete “Plain text”/);
  await assert.rejects(site.savedFormats.deleteFormat(admin.ctx, 'plain_text'), {
    code: 'text_format.built_in',
  });
});

test('nobody else sees or changes formats', async () => {
  await using site = await openTestKernel();
  const editor = await site.signIn({ permissions: ['administer site'] });
  for (const path of ['', '/add', '/full_html/edit', '/full_html/delete']) {
    assert.equal((await editor.get(`/admin/formats${path}`)).status, 403);
  }
  const input = { label: 'X', filters: [] };
  for (const change of [
    () => site.savedFormats.createFormat(editor.ctx, { ...input, name: 'x' }),
    () => site.savedFormats.updateFormat(editor.ctx, 'full_html', input),
    () => site.savedFormats.resetFormat(editor.ctx, 'full_html'),
    () => site.savedFormats.deleteFormat(editor.ctx, 'full_html'),
    () => site.savedFormats.orderFormats(editor.ctx, []),
  ]) {
    await assert.rejects(change, { code: 'text_format.not_allowed' });
  }
});
