import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { after, before, describe, test } from 'node:test';
import { DRAFT, isObject, type Operation } from '#base';
import type { FormValues } from '#grammar/forms';
import type { Entered } from '../support/browser.ts';
import { fieldsOf } from '../support/form-fields.ts';
import { openTestKernel, type TestKernel } from '../support/kernel.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Tells of every form that it was asked about, and of all that it did. */
const submitted = new Map<string, FormValues>();
const plugin = {
  name: 'tides',
  taps: {
    form_alter: (input: unknown): readonly Operation[] => [
      { op: 'add', path: '/elements/tide', value: { kind: 'text', label: 'Tide', default: 'low' } },
      ...labelled(input).map(
        ({ path, label }) => ({ op: 'set', path, value: `${label} at sea` }) as const,
      ),
    ],
    form_submit: (input: unknown) => {
      if (!isObject(input) || typeof input['id'] !== 'string') return;
      if (isObject(input['values'])) submitted.set(input['id'], input['values'] as FormValues);
    },
  },
};

/** The first element that has a label. */
function labelled(input: unknown): readonly { readonly path: string; readonly label: string }[] {
  const form = isObject(input) ? input['form'] : undefined;
  const elements = isObject(form) && isObject(form['elements']) ? form['elements'] : {};
  for (const [name, element] of Object.entries(elements)) {
    if (isObject(element) && typeof element['label'] === 'string') {
      return [{ path: `/elements/${name}/label`, label: element['label'] }];
    }
  }
  return [];
}

type Browser = Pick<ReturnType<TestKernel['browse']>, 'get' | 'post' | 'submit'>;
interface Case {
  readonly url: string;
  /** The first names a field of this form and of no other on the page. */
  readonly entered?: Entered;
  readonly button?: string;
  /** What the answer says. */
  readonly says?: RegExp;
  /** It shows something instead of leading elsewhere: nothing was submitted yet. */
  readonly shows?: true;
}

let kernel: TestKernel;
let ada: Browser;
let cases: Readonly<Record<string, Case>>;

before(async () => {
  kernel = await openTestKernel({ plugins: [plugin] });
  const { items, categories, users, savedFormats, system } = kernel;
  const browser = await kernel.signIn({ name: 'Ada', isAdmin: true });
  ada = browser;
  await kernel.signIn({ name: 'Bob' });
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  await categories.createVocabulary(system, 'places', { label: 'Places' });
  const term = await categories.createTerm(system, 'topics', { name: 'Gardens' });
  const other = await categories.createTerm(system, 'topics', { name: 'Parks' });
  const small = await categories.createTerm(system, 'topics', { name: 'Pools' });
  await categories.createTerm(system, 'topics', { name: 'Lakes' });
  for (const type of ['article', 'page']) await items.createType(system, type, { name: type });
  for (const name of ['body', 'place']) {
    await items.addField(system, 'article', name, { field_type: 'text', label: name });
  }
  const made = await Promise.all(
    ['Roses', 'Lilies', 'Moss', 'Fern'].map((title) =>
      items.createItem(system, 'article', { title, status: true }),
    ),
  );
  const [roses = '', lilies = '', moss = '', fern = ''] = made.map(({ id }) => id);
  for (const id of [moss, fern] as (typeof made)[number]['id'][])
    await items.deleteItem(system, id);
  const role = await users.createRole(system, { name: 'editor', label: 'Editor' });
  const clerk = await users.createRole(system, { name: 'clerk', label: 'Clerk' });
  const eve = await users.createUser(system, { name: 'Eve' });
  const { user: me } = browser;
  await users.tokens.create(browser.ctx, me.id, { name: 'Test', scopes: ['read'] });
  const own = await users.loginLinks.create(system, me.id);
  const client = { address: '127.0.0.1', agent: 'Another browser' };
  const secret = own.slice(own.lastIndexOf('/') + 1);
  await users.loginLinks.use(system, secret, client, undefined);
  await savedFormats.createFormat(system, { name: 'notes', label: 'Notes', filters: [] });
  await kernel.gathers.create(system, {
    name: 'news',
    label: 'News',
    base: 'item',
    defaults: { fields: [{ id: 'title', column: 'title' }] },
    displays: [
      { id: 'page', kind: 'page', path: '/news' },
      { id: 'side', kind: 'tile' },
    ],
  });
  const columns = [{ column: 'title', direction: 'asc' }] as const;
  const index = { name: 'gather_0a1b2c3d', columns, label: 'Title' };
  await kernel.gathers.advisor.build(system, index);
  const draft = { ...system, stage: DRAFT };
  const reeds = await items.createItem(draft, 'article', { title: 'Reeds' });
  await items.createItem(draft, 'article', { title: 'Rushes' });
  const sedges = await items.createItem(draft, 'article', { title: 'Sedges' });
  await kernel.stages.review(system, DRAFT, { to: 'approved', records: [`item:${sedges.id}`] });
  const summer = await kernel.stages.create(system, { name: 'summer', label: 'Summer' });
  const spring = await kernel.stages.create(system, { name: 'spring', label: 'Spring' });
  const stages = '/admin/stages';
  const gathers = '/admin/gathers';
  const people = '/admin/people';
  const types = '/admin/structure/types';
  const fields = `${types}/article/fields`;
  const topics = '/admin/categories/topics';
  cases = {
    item_form: { url: `/item/${roses}/edit`, entered: { title: 'Red roses' } },
    item_type_form: { url: `${types}/page/edit`, entered: { name: 'Sheet' } },
    item_field_form: { url: `${fields}/body`, entered: { label: 'Text' } },
    item_type_fields: { url: fields },
    item_field_kind: { url: `${fields}/body/kind`, entered: { kind: 'long_text' }, shows: true },
    item_field_plan: { url: `${fields}/place/remove`, says: /was removed/ },
    content_bulk: { url: '/admin/content', entered: { item: lilies }, button: 'unpublish' },
    content_filter: { url: '/admin/content?title=Roses&tide=high', shows: true },
    item_access_who: { url: `/item/${roses}/access?user=Bob&tide=high`, shows: true },
    item_delete: { url: `/item/${lilies}/delete`, says: /trash/ },
    item_purge: { url: `/admin/content/trash/${moss}/delete`, says: /for good/ },
    trash_empty: { url: '/admin/content/trash/empty' },
    item_type_delete: { url: `${types}/page/delete` },
    stage_form: { url: `${stages}/add`, entered: { label: 'Autumn', name: 'autumn' } },
    stage_close: { url: `${stages}/${spring.id}/close`, says: /is closed/ },
    stage_changes: {
      url: `${stages}/${DRAFT}`,
      entered: { record: `item:${reeds.id}` },
      button: 'discard',
      says: /will be thrown away/,
    },
    stage_discard: { url: `${stages}/${DRAFT}/discard?only=item:${reeds.id}`, says: /discarded/ },
    stage_send_back: {
      url: `${stages}/${DRAFT}/send-back?only=item:${sedges.id}`,
      entered: { note: 'Which sedges?' },
      says: /sent back to draft/,
    },
    stage_move: {
      url: `${stages}/${DRAFT}/move?only=item:${sedges.id}`,
      entered: { target: summer.id },
      says: /was moved from Draft to Summer/,
    },
    stage_schedule: {
      url: `${stages}/${DRAFT}/schedule`,
      entered: { due: '2099-01-01T08:00' },
      says: /is published by itself at that time/,
    },
    create_preview: { url: `${stages}/${DRAFT}/previews`, entered: { note: 'Us' }, shows: true },
    revoke_preview: { url: `${stages}/${DRAFT}/previews` },
    stage_decisions: { url: `${stages}/${DRAFT}/conflicts`, says: /One change was published/ },
    term_add_form: { url: topics, entered: { name: 'Ponds' } },
    term_form: { url: `${topics}/${term.id}/edit`, entered: { name: 'Garden' } },
    term_outline_form: { url: topics, entered: { 'terms[0][depth]': '0' } },
    term_merge_form: {
      url: `${topics}/${small.id}/merge`,
      entered: { 'into[text]': 'Lakes' },
      says: /is a part of/,
    },
    term_delete_form: { url: `${topics}/${other.id}/delete` },
    vocabulary_form: { url: `${topics}/edit`, entered: { label: 'Subjects' } },
    vocabulary_delete_form: { url: '/admin/categories/places/delete' },
    user_add: { url: `${people}/add`, entered: { name: 'Grace' } },
    user_edit: { url: `${people}/${eve.id}/edit`, entered: { name: 'Eva' } },
    user_delete: { url: `${people}/${eve.id}/delete`, says: /was deleted/ },
    people_filter: { url: `${people}?q=Bob&tide=high`, shows: true },
    permissions: { url: `${people}/permissions` },
    role_add: { url: `${people}/roles`, entered: { label: 'Author', name: 'author' } },
    role_rename: { url: `${people}/roles/${role}/edit`, entered: { label: 'Editors' } },
    role_delete: { url: `${people}/roles/${clerk}/delete` },
    create_token: {
      url: `/user/${me.id}/tokens`,
      entered: { scopes: 'read', name: 'More' },
      shows: true,
    },
    revoke_token: { url: `/user/${me.id}/tokens` },
    end_session: { url: `/user/${me.id}/sessions` },
    user_profile: { url: `/user/${me.id}/edit`, entered: { mail: 'ada@example.org' } },
    cache_clear: { url: '/admin/cache' },
    site_settings: { url: '/admin/settings', entered: { name: 'The Sea' } },
    format_form: { url: '/admin/formats/notes/edit', entered: { label: 'Note' } },
    format_order: { url: '/admin/formats' },
    format_delete: { url: '/admin/formats/notes/delete' },
    theme_settings: { url: '/admin/appearance/settings/base' },
    gather_add: { url: `${gathers}/add`, entered: { label: 'Roses', name: 'roses', path: '' } },
    gather_clone: { url: `${gathers}/news/clone`, entered: { label: 'Newer', name: 'newer' } },
    gather_switch: { url: `${gathers}/newer/switch` },
    gather_yaml: { url: `${gathers}/newer/yaml` },
    gather_builder: { url: `${gathers}/news/edit`, entered: { label: 'Newest' } },
    gather_display_add: { url: `${gathers}/news/displays/add` },
    gather_display_remove: { url: `${gathers}/news/displays/side/remove` },
    gather_index_drop: { url: `${gathers}/indexes/${index.name}/drop` },
    gather_delete: { url: `${gathers}/newer/delete` },
  };
});
after(() => kernel[Symbol.asyncDispose]());

/** Forms of the sources by the ids that they give themselves. */
function declared(): readonly string[] {
  const files = globSync('src/{records,discovery,install}/**/*.ts', { cwd: ROOT });
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(ROOT + file, 'utf8'))
    .filter((text) => text.includes('FormDefinition<'))
    .flatMap((text) => [...text.matchAll(/^ +id: '(\w+)',\n +(?:async )?build/gm)])
    .map(([, id = '']) => id);
}

describe('a plugin that changes every form', () => {
  test('meets every form that there is', () => {
    // The first two are met below and at the installation, the third with thousands of items.
    const apart = ['item_conflict', 'install_form', 'gather_index_build'];
    const known = new Set([...Object.keys(cases), ...apart]);
    assert.deepEqual(
      declared().filter((id) => !known.has(id)),
      [],
    );
    assert.ok(declared().length > 30);
  });

  test('is seen in each of them, and each does what it is for', async () => {
    for (const [id, { url, entered = {}, button, says, shows }] of Object.entries(cases)) {
      const page = await ada.get(url);
      assert.equal(page.status, 200, `${id} at ${url}`);
      assert.match(page.text, /Tide/, id);
      const filters = page.url.includes('tide=high');
      const done = filters ? page : await ada.submit(url, { ...entered, tide: 'high' }, button);
      assert.ok(done.status < 300, `${id}: ${done.status} ${done.text}`);
      if (says) assert.match(done.text, says, id);
      if (!shows) assert.equal(submitted.get(id)?.['tide'], 'high', `${id}: ${done.text}`);
    }
  });
});

test('a plugin that changes every form is there when two save at once', async () => {
  const { items, system } = kernel;
  const tulips = await items.createItem(system, 'article', { title: 'Tulips', status: true });
  const base = tulips.revisionId;
  await items.updateItem(system, tulips.id, base, { title: 'Late tulips' });
  const url = `/item/${tulips.id}/edit`;
  const met = await ada.submit(url, { title: 'Early tulips', base, tide: 'high' });
  assert.equal(met.status, 409);
  assert.match(met.text, /Tide/);
  const sent = fieldsOf(met.html, 'item_conflict');
  const entered = { ...sent, 'choose[title][keep]': 'mine', tide: 'high' };
  const done = await ada.post(`/item/${tulips.id}/conflict`, {
    _form: 'item_conflict',
    ...entered,
  });
  assert.ok(done.status < 300, done.text);
  assert.equal(submitted.get('item_conflict')?.['tide'], 'high');
});

test('a plugin that changes every form is in the wizard too', async () => {
  await using site = await openTestKernel({
    plugins: [plugin],
    settings: { databaseUrl: 'postgres://only-the-fact-that-it-is-set' },
  });
  const browser = site.browse();
  const first = { site_name: 'The Sea', recipe: 'none', _op: 'next' };
  const second = await browser.submit('/install', first);
  assert.match(second.text, /Tide/);
  const account = { name: 'Ada', mail: 'ada@example.org', password: 'a few words in a row' };
  const done = await browser.submit(second.url, { ...account, tide: 'high' });
  assert.match(done.text, /Your site is set up/);
  assert.equal(submitted.get('install_form')?.['tide'], 'high');
  assert.equal(submitted.get('install_form')?.['password'], undefined);
});
