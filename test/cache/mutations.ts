import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json, newId, type RoleId } from '#base';
import type { TestKernel } from '../support/kernel.ts';
import { makeListings } from './listings.ts';

/** A site with content of which everything points to everything, and what can be done to it. */
export interface ChangingSite {
  /** Pages that readers share. */
  readonly urls: readonly string[];
  /** Each by what it is called, in an order in which all can be done. */
  readonly mutations: Readonly<Record<string, () => Promise<unknown>>>;
}

export async function makeSite(kernel: TestKernel): Promise<ChangingSite> {
  const { items, categories, users, system } = kernel;
  const readers = '00000000-0000-7000-8000-000000000011' as RoleId;
  await users.savePermissions(system, new Map([[readers, { grant: ['access content'] }]]));
  await categories.createVocabulary(system, 'topics', { label: 'Topics' });
  const term = await categories.createTerm(system, 'topics', { name: 'Boats' });
  const other = await categories.createTerm(system, 'topics', { name: 'Ships' });
  await items.createType(system, 'story', { name: 'Story', settings: { byline: true } });
  const reference = (type: string) => ({ target_type: type });
  const fields = {
    body: { field_type: 'long_text', label: 'Body' },
    topic: {
      field_type: 'reference',
      label: 'Topic',
      settings: reference('term'),
      cardinality: -1,
    },
    person: { field_type: 'reference', label: 'Person', settings: reference('user') },
    next: { field_type: 'reference', label: 'Next', settings: reference('item') },
  };
  for (const [name, field] of Object.entries(fields)) {
    await items.addField(system, 'story', name, field);
  }
  await items.addField(system, 'story', 'paper', { field_type: 'file', label: 'Paper' });
  const author = await kernel.signIn({
    name: 'Ann',
    permissions: ['access content', 'administer content', 'use text format filtered_html'],
  });
  const path = join(tmpdir(), `trovato-test-${newId()}`);
  await writeFile(path, 'text');
  const paper = await kernel.files.takeUpload(
    author.ctx,
    { filename: 'paper.txt', mime: 'text/plain', size: 4, path },
    { extensions: ['txt'], maxSize: 10 },
  );
  const pointing = (type: string, id: string) => ({ target_type: type, target_id: id });
  const text = (value: string) => ({ value, format: 'filtered_html' });
  const write = (title: string, more: object) =>
    items.createItem(author.ctx, 'story', { title, status: true, promote: true, fields: more });
  const second = await write('Second', { body: text('second') });
  const first = await write('First', {
    body: text('see <em>this</em> http://example.org'),
    topic: [pointing('term', term.id)],
    person: pointing('user', author.user.id),
    next: pointing('item', second.id),
    paper: { file_id: paper },
  });
  const revision = first.revisionId;
  const update = (id: typeof first.id, input: object) =>
    items.updateItem(author.ctx, id, 'current', input);
  const set = async (name: string, value: Json) => {
    await kernel.database.transaction((transaction) =>
      kernel.variables.save(transaction, name, value),
    );
    await kernel.variables.refresh();
  };
  const forReaders = (change: { grant?: string[]; withdraw?: string[] }) =>
    users.savePermissions(system, new Map([[readers, change]]));

  return {
    urls: [
      '/',
      `/item/${first.id}`,
      `/item/${second.id}`,
      `/term/${term.id}`,
      `/term/${other.id}`,
      ...(await makeListings(kernel, { term: other.id, item: second.id })),
    ],
    mutations: {
      'an item changes': () => update(first.id, { title: 'Foremost' }),
      'what an item points to changes': () => update(second.id, { title: 'Secondary' }),
      'an item goes back to an older version': () =>
        items.revertItem(author.ctx, first.id, revision),
      'an item is filed elsewhere': () =>
        update(first.id, {
          fields: { topic: [pointing('term', term.id), pointing('term', other.id)] },
        }),
      'an item is made': () => write('Third', { topic: [pointing('term', term.id)] }),
      'an item is not published any more': () => update(second.id, { status: false }),
      'an item is published': () => update(second.id, { status: true }),
      'an item goes into the trash': () => items.deleteItem(author.ctx, second.id),
      'an item comes back from the trash': () => items.restoreItem(author.ctx, second.id),
      'an item is ended': async () => {
        await items.deleteItem(author.ctx, second.id);
        await items.purgeItem(system, second.id);
      },
      'a term has another name': () => categories.updateTerm(system, term.id, { name: 'Barques' }),
      'a term stands under another': () =>
        categories.updateTerm(system, term.id, { name: 'Barques', parents: [other.id] }),
      'a vocabulary has another label': () =>
        categories.updateVocabulary(system, 'topics', { label: 'Subjects' }),
      'a listing is about something else': async () => {
        const { gather } = kernel.gathers.get('teasers');
        const defaults = { ...gather.defaults, sorts: [{ column: 'title', direction: 'desc' }] };
        await kernel.gathers.update(system, 'teasers', { ...gather, defaults }, 'current');
      },
      'a listing is switched off': () => kernel.gathers.enable(system, 'counts', false),
      'somebody new is there': () => kernel.addUser({ name: 'Zoe' }),
      'somebody has another name': () => users.updateUser(system, author.user.id, { name: 'Anna' }),
      'somebody is blocked': () => users.updateUser(system, author.user.id, { active: false }),
      'the site has another name': () => set('site_name', 'Harbour'),
      'the site has a slogan': () => set('site_slogan', 'All about boats'),
      'the site is in another zone': () => set('time_zone', 'Pacific/Auckland'),
      'a theme is set up': () =>
        set('theme_settings.base', { light: { accent: '#aa0000' }, dark: { accent: '#ffaaaa' } }),
      'a text format changes': async () => {
        const format = kernel.savedFormats.list().find(({ name }) => name === 'filtered_html');
        if (!format) throw new Error('There is such a format.');
        const filters = format.filters.filter(({ name }) => name !== 'links');
        await kernel.savedFormats.updateFormat(system, 'filtered_html', { ...format, filters });
      },
      'a field has another label': () =>
        items.updateField(system, 'story', 'topic', { ...fields.topic, label: 'Subject' }),
      'a field is taken away': () =>
        items.removeField(system, 'story', 'next', { acceptLoss: true }),
      'a type has another name': () => items.updateType(system, 'story', { name: 'Tale' }),
      'bylines are not shown any more': () =>
        items.updateType(system, 'story', { name: 'Tale', settings: { byline: false } }),
      'a term is merged into another': () => categories.mergeTerm(system, term.id, other.id, items),
      'a term is deleted': () => categories.deleteTerm(system, other.id),
      'readers may not see content any more': () => forReaders({ withdraw: ['access content'] }),
      'readers may see content again': () => forReaders({ grant: ['access content'] }),
      'somebody writes to the table': () =>
        kernel.database.transaction((transaction) =>
          transaction
            .updateTable('item')
            .set({ title: 'By hand' })
            .where('id', '=', first.id)
            .execute(),
        ),
    },
  };
}
