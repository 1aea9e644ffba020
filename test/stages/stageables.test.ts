import { type ItemId, LIVE } from '#base';
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
