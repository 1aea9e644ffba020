import { batched, type ItemId, LIVE, type RevisionId } from '#base';
import type { RequestContext } from '#grammar/access';
import { listStageChain } from '#records/stages';
import { checkInput, titleOf } from './check-item.ts';
import { createItem } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import { touchedValues } from './field-references.ts';
import type { ItemDeps } from './item-deps.ts';
import { ItemNotAllowed, ItemNotFound, RevisionNotFound } from './item-errors.ts';
import { countItems, listItems, type ListScope } from './item-list-store.ts';
import { mayDelete, mayUpdate, mayView, mayViewRevisions } from './item-policy.ts';
import * as store from './item-store.ts';
import type { Item } from './item.ts';
import type { Items } from './items.ts';
import { applyInput } from './merge-changes.ts';
import { purgeItem } from './purge-item.ts';
import { restoreItem } from './restore-item.ts';
import { revertItem } from './revert-item.ts';
import { addField } from './types/add-field.ts';
import { orderFields } from './types/order-fields.ts';
import { planField } from './types/plan-field.ts';
import { removeField } from './types/remove-field.ts';
import { updateField } from './types/update-field.ts';
import { createItemType } from './types/create-item-type.ts';
import { deleteItemType } from './types/delete-item-type.ts';
import { updateItemType } from './types/update-item-type.ts';
import { updateItem } from './update-item.ts';
import { createTypeRegistry, TYPES_CHANNEL } from './types/type-registry.ts';

/** The content of the site. `start` must be called once the database can be reached. */
export function createItems(options: Omit<ItemDeps, 'types'>): Items {
  const deps: ItemDeps = { ...options, types: createTypeRegistry() };
  const { queries } = deps.database;

  const chainOf = (ctx: RequestContext) => listStageChain(queries, ctx.stage);
  const scope = async (ctx: RequestContext): Promise<ListScope> => ({
    chain: await chainOf(ctx),
    actor: ctx.actor,
    types: deps.types.list(),
  });
  // Who may see an item is asked after it is loaded, so readers may share the statement.
  const findLive = batched(store.createFindLiveItems(queries));
  const load = async (ctx: RequestContext, id: ItemId): Promise<Item | undefined> =>
    ctx.stage === LIVE ? findLive(id) : store.findItem(queries, await chainOf(ctx), id);
  const findItem = async (ctx: RequestContext, id: ItemId): Promise<Item | undefined> => {
    const item = await load(ctx, id);
    return item && !item.deleted && mayView(ctx.actor, item) ? item : undefined;
  };
  const getItem = async (ctx: RequestContext, id: ItemId): Promise<Item> => {
    const item = await findItem(ctx, id);
    if (!item) throw new ItemNotFound();
    return item;
  };
  const itemWithHistory = async (ctx: RequestContext, id: ItemId): Promise<Item> => {
    const item = await getItem(ctx, id);
    if (!mayViewRevisions(ctx.actor, item))
      throw new ItemNotAllowed('view the revisions of', deps.types.get(item.type).name);
    return item;
  };

  return {
    fieldTypes: deps.fieldTypes,
    start: async () => {
      const unlisten = await deps.database.listen(TYPES_CHANNEL, () => {
        deps.types.load(queries).catch(() => undefined);
      });
      await deps.types.load(queries);
      return unlisten;
    },

    listTypes: () => deps.types.list(),
    findType: (type) => deps.types.find(type),
    getType: (type) => deps.types.get(type),
    createType: (ctx, name, input) => createItemType(deps, ctx, name, input),
    updateType: (ctx, type, input) => updateItemType(deps, ctx, type, input),
    deleteType: (ctx, type) => deleteItemType(deps, ctx, type),
    addField: (ctx, type, name, input) => addField(deps, ctx, type, name, input),
    updateField: (ctx, type, name, input, change) =>
      updateField(deps, ctx, type, name, input, change),
    removeField: (ctx, type, name, change) => removeField(deps, ctx, type, name, change),
    orderFields: (ctx, type, names) => orderFields(deps, ctx, type, names),
    planField: (ctx, type, name, input) => planField(deps, ctx, type, name, input),

    findItem,
    getItem,
    findTrashedItem: async (ctx, id) => {
      const item = await load(ctx, id);
      if (!item?.deleted || !mayView(ctx.actor, item)) return undefined;
      return mayUpdate(ctx.actor, item) || mayDelete(ctx.actor, item) ? item : undefined;
    },
    listItems: async (ctx, query) => listItems(queries, await scope(ctx), query),
    countItems: async (ctx, query, atMost) => countItems(queries, await scope(ctx), query, atMost),

    createItem: (ctx, type, input, save) => createItem(deps, ctx, type, input, save),
    updateItem: (ctx, id, base, input, save) => updateItem(deps, ctx, id, base, input, save),
    deleteItem: (ctx, id, base) => deleteItem(deps, ctx, id, base),
    restoreItem: (ctx, id) => restoreItem(deps, ctx, id),
    purgeItem: (ctx, id) => purgeItem(deps, ctx, id),
    checkItem: (ctx, typeName, input, existing) => {
      const type = deps.types.get(typeName);
      const checked = checkInput(ctx, deps, type, input, existing);
      const content = existing
        ? applyInput(existing, checked)
        : {
            title: checked.title ?? '',
            status: checked.status ?? type.settings.published,
            fields: touchedValues(checked.fields),
          };
      const title = type.hasTitle ? content.title : undefined;
      return { ...content, title: titleOf(deps.fieldTypes, ctx, type, title, content.fields) };
    },

    listRevisions: async (ctx, id, page) => {
      await itemWithHistory(ctx, id);
      return store.listRevisions(queries, id, page);
    },
    getRevision: async (ctx, id, revisionId: RevisionId) => {
      await itemWithHistory(ctx, id);
      const revision = await store.findRevision(queries, id, revisionId);
      if (!revision) throw new RevisionNotFound();
      return revision;
    },
    revertItem: (ctx, id, revision) => revertItem(deps, ctx, id, revision),
  };
}
