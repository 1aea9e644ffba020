import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { LIVE } from '#base';
import { buildShippedPlugin } from '../support/shipped-plugin.ts';
import { openTestKernel } from '../support/kernel.ts';

const READ = ['grant blog read_content'];

before(() => buildShippedPlugin('blog'));

test('the plugin “blog” makes a type, lists its posts, and brings templates and a style sheet', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await plugins.enable(system, 'blog', READ);
  const type = items.getType({ stage: LIVE }, 'blog');
  assert.equal(type.plugin, 'blog');
  assert.deepEqual(
    type.fields.map(({ name }) => name),
    ['image', 'summary', 'body', 'tags'],
  );
  const permissions = site.permissions.list().map(({ name }) => name);
  assert.ok(permissions.includes('edit own blog content'));

  const fields = { body: { value: 'Low water at noon.', format: 'plain_text' } };
  const { id } = await items.createItem(system, 'blog', {
    title: 'Tides & <b>',
    status: true,
    fields,
  });
  await items.createItem(system, 'blog', { title: 'Hidden', status: false, fields });
  const visitor = site.browse();
  const list = await visitor.get('/blog');
  assert.equal(list.status, 200);
  assert.match(list.html, /<h2 class="blog-title"><a href="[^"]+">Tides &amp; &lt;b&gt;<\/a>/);
  assert.doesNotMatch(list.text, /Hidden/);
  const [, sheet = ''] = /href="(\/assets\/[^"]+\/blog\.css)"/.exec(list.html) ?? [];
  const css = await visitor.get(sheet);
  assert.match(css.html, /^@layer components\{[^]*\.blog-card/);
  assert.match((await visitor.get(`/item/${id}`)).html, /class="blog-more"/);

  await plugins.disable(system, 'blog');
  assert.equal((await visitor.get('/blog')).status, 404);
  const page = await visitor.get(`/item/${id}`);
  assert.match(page.text, /Low water at noon/);
  assert.doesNotMatch(page.html, /blog-more/);
  await plugins.uninstall(system, 'blog');
  assert.equal(items.getType({ stage: LIVE }, 'blog').fields.length, 4);
  await plugins.enable(system, 'blog', READ);
  assert.match((await visitor.get('/blog')).text, /Tides/);
});

test('where the site has a type of that name, the plugin is refused and nothing is enabled', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await items.createType(system, 'blog', { name: 'My own' });
  await assert.rejects(
    () => plugins.enable(system, 'blog', READ),
    /“Blog” cannot be enabled like this. It brings an item type “blog”, and the site has one of that name: “My own”/,
  );
  assert.equal((await plugins.get(system, 'blog')).state, 'found');
  assert.equal(items.getType({ stage: LIVE }, 'blog').fields.length, 0);
});

test('fields that the site has already are used as they are, and what people change stays', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'summary', {
    field_type: 'text',
    label: 'Short',
    settings: { max_length: 60 },
  });
  await plugins.enable(system, 'blog', READ);
  const summary = items
    .getType({ stage: LIVE }, 'blog')
    .fields.find(({ name }) => name === 'summary');
  assert.equal(summary?.settings['max_length'], 60);
  assert.equal(summary?.label, 'Summary');

  await items.addField(system, 'blog', 'mood', { field_type: 'text', label: 'Mood' });
  await items.updateField(system, 'blog', 'body', { label: 'The story' });
  await items.removeField(system, 'blog', 'tags', { acceptLoss: true });
  await plugins.disable(system, 'blog');
  await plugins.enable(system, 'blog', READ);
  assert.deepEqual(
    items.getType({ stage: LIVE }, 'blog').fields.map(({ name, label }) => [name, label]),
    [
      ['image', 'Picture'],
      ['summary', 'Summary'],
      ['body', 'The story'],
      ['mood', 'Mood'],
    ],
  );
});

test('its type cannot be deleted while it is enabled', async () => {
  await using site = await openTestKernel();
  const { items, plugins, system } = site;
  await plugins.enable(system, 'blog', READ);
  await assert.rejects(() => items.deleteType(system, 'blog'), /“Blog” brings it. Disable/);
  await plugins.disable(system, 'blog');
  await items.deleteType(system, 'blog');
  await plugins.enable(system, 'blog', READ);
  assert.equal(items.getType({ stage: LIVE }, 'blog').fields.length, 4);
});
