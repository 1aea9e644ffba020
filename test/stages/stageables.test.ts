import { type ItemId, LIVE, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import { stageableContract } from '../support/stageable-contract.ts';

// Every kind of record that stages have versions of.

stageableContract('content', { deletes: true }, async ({ items, system }) => {
  await items.createType(system, 'note', { name: 'Note' });
  let id: ItemId | undefined;
  const known = (): ItemId => {
    if (id === undefined) throw new Error('It was not made yet.');
    return id;
  };
  return {
    key: () => `item:${known()}`,
    async make(ctx, title) {
      ({ id } = await items.createItem(ctx, 'note', { title, status: true }));
    },
    change: (ctx, title) => items.updateItem(ctx, known(), 'current', { title }),
    remove: (ctx) => items.deleteItem(ctx, known()),
    read: async (stage) => (await items.findItem({ ...system, stage }, known()))?.title,
  };
});

stageableContract('item types', { deletes: true }, async ({ items }) => ({
  key: () => 'item_type:note',
  make: (ctx, name) => items.createType(ctx, 'note', { name }),
  change: (ctx, name) => items.updateType(ctx, 'note', { name }),
  remove: (ctx) => items.deleteType(ctx, 'note'),
  read: async (stage) => items.findType({ stage }, 'note')?.name,
}));

stageableContract('listings', { deletes: true }, async ({ gathers }) => {
  const notes = (label: string) => ({
    name: 'notes',
    label,
    base: 'item',
    displays: [{ kind: 'page', id: 'page', path: '/notes' }],
  });
  return {
    key: () => 'gather:notes',
    make: (ctx, label) => gathers.create(ctx, notes(label)),
    change: (ctx, label) => gathers.update(ctx, 'notes', notes(label), 'current'),
    remove: (ctx) => gathers.delete(ctx, 'notes'),
    read: async (stage) => gathers.find('notes', stage)?.gather.label,
  };
});

stageableContract('settings', { deletes: false }, async (site) => {
  const { database, stages, variables } = site;
  async function save(ctx: RequestContext, slogan: string): Promise<void> {
    const document = { type: 'variable', id: 'site_slogan', content: { value: slogan } };
    await database.transaction((transaction) =>
      ctx.stage === LIVE
        ? variables.save(transaction, 'site_slogan', slogan)
        : stages.documents.save(transaction, ctx, document),
    );
  }
  return {
    key: () => 'variable:site_slogan',
    make: save,
    change: save,
    remove: () => Promise.reject(new Error('Settings are not deleted.')),
    read: async (stage) => site.site(stage).slogan || undefined,
  };
});

stageableContract('vocabularies', { deletes: true }, async ({ categories, system }) => {
  let id = '';
  return {
    key: () => `vocabulary:${id}`,
    async make(ctx, label) {
      ({ id } = await categories.createVocabulary(ctx, 'topic', { label }));
    },
    change: (ctx, label) => categories.updateVocabulary(ctx, 'topic', { label }),
    remove: (ctx) => categories.deleteVocabulary(ctx, 'topic'),
    read: async (stage) => (await categories.findVocabulary({ ...system, stage }, 'topic'))?.label,
  };
});

stageableContract('terms', { deletes: true }, async ({ categories, system }) => {
  await categories.createVocabulary(system, 'topic', { label: 'Topics' });
  const { id: arts } = await categories.createTerm(system, 'topic', { name: 'Arts' });
  let id: TermId | undefined;
  const known = (): TermId => {
    if (id === undefined) throw new Error('It was not made yet.');
    return id;
  };
  return {
    key: () => `term:${known()}`,
    async make(ctx, name) {
      ({ id } = await categories.createTerm(ctx, 'topic', { name, parents: [arts] }));
    },
    change: (ctx, name) => categories.updateTerm(ctx, known(), { name }),
    remove: (ctx) => categories.deleteTerm(ctx, known()),
    read: async (stage) => (await categories.findTerms({ ...system, stage }, [known()]))[0]?.name,
  };
});
