import { batched, type ItemId, LIVE, type RevisionId } from '#base';
import { queriesOf, type RequestContext } from '#grammar/access';
import { listStageChain } from '#records/stages';
import { createPluginContent } from './brought/plugin-content.ts';
import type { ActorGrantsDeps } from './access/actor-grants.ts';
import type { ItemOperation } from './access/access-taps.ts';
import { emptyItem } from './access/empty-item.ts';
import { explainAccess } from './access/explain-access.ts';
import { createFieldAccess } from './access/field-access.ts';
import { createItemAccess } from './access/item-access.ts';
import { createGrantRebuild } from './access/rebuild-grants.ts';
import { listAccess } from './access/list-access.ts';
import { seenPage } from './access/seen-page.ts';
import { findVisible } from './access/visible-items.ts';
import { createItem } from './create-item.ts';
import { deleteItem } from './delete-item.ts';
import type { ItemDeps } from './item-deps.ts';
import { hiddenFromTitle } from './item-title.ts';
import { ItemNotAllowed, ItemNotFound, RevisionNotFound } from './item-errors.ts';
import {
  countItems,
  countItemsUnder,
  listItems,
  type ListScope,
  readableItems,
} from './item-list-store.ts';
import { mayViewRevisions } from './item-policy.ts';
import { createFindLiveItems, findItem as findStagedItem } from './item-store.ts';
import { findRevision, listRevisions } from './revision-store.ts';
import type { Item } from './item.ts';
import type { Items } from './items.ts';
import type { ItemPage, ItemQuery } from './item-query.ts';
import { plannedContent } from './planned-content.ts';
import { purgeItem } from './purge-item.ts';
import { restoreItem } from './restore-item.ts';
import { revertItem } from './revert-item.ts';
import { createItemStageable } from './staging/item-stageable.ts';
import { isReferredTo, replaceTerm } from './term-index/replace-term.ts';
import { refersToAny } from './term-index/terms-of.ts';
import { listBelow } from './term-index/under-term-sql.ts';
import { addField } from './types/add-field.ts';
import { orderFields } from './types/order-fields.ts';
import { planField } from './types/plan-field.ts';
import { removeField } from './types/remove-field.ts';
import { updateField } from './types/update-field.ts';
import { createItemType } from './types/create-item-type.ts';
import { deleteItemType } from './types/delete-item-type.ts';
import { updateItemType } from './types/update-item-type.ts';
import { updateItem } from './update-item.ts';
import { createTypeKind } from './types/type-kind.ts';
import { createTypeRegistry, TYPES_CHANNEL } from './types/type-registry.ts';

export type ItemOptions = Omit<ItemDeps, 'types' | 'access' | 'fieldAccess'> & ActorGrantsDeps;

/** The content of the site. `start` must be called once the database can be reached. */
export function createItems(options: ItemOptions): Items {
  const types = createTypeRegistry(options.fieldTypes, (stage) => options.stages.chain(stage));
  const access = createItemAccess(options);
  const fieldAccess = createFieldAccess({ taps: options.taps, types });
  const deps: ItemDeps = { ...options, types, access, fieldAccess };
  const { queries } = deps.database;
  deps.stages.documents.register(createTypeKind(deps));
  deps.stages.register(createItemStageable(deps));

  const through = (ctx: RequestContext) => queriesOf(deps.database, ctx);
  const chainOf = (ctx: RequestContext) => listStageChain(through(ctx), ctx.stage);
  const scope = async (ctx: RequestContext): Promise<ListScope> => {
    access.check(ctx);
    const guards = await access.guards(ctx);
    return {
      chain: await chainOf(ctx),
      actor: ctx.actor,
      guards,
      types: types.in(ctx).list(),
    };
  };
  // Who may see an item is asked after it is loaded, so readers may share the statement.
  const findLive = batched(createFindLiveItems(queries));
  const load = async (ctx: RequestContext, id: ItemId): Promise<Item | undefined> => {
    access.check(ctx);
    return ctx.stage === LIVE && ctx.transaction === undefined
      ? findLive(id)
      : findStagedItem(through(ctx), await chainOf(ctx), id);
  };
  const readable = async <Seen extends Item>(ctx: RequestContext, item: Seen): Promise<Seen> =>
    (await fieldAccess.readable(ctx, [item]))[0] ?? item;
  const may = async (ctx: RequestContext, op: ItemOperation, item: Item): Promise<boolean> =>
    (await access.decide(ctx, through(ctx), [{ op, item }]))[0]?.allowed === true;
  const findItem = async (ctx: RequestContext, id: ItemId): Promise<Item | undefined> => {
    const item = await load(ctx, id);
    if (!item || item.deleted || !(await may(ctx, 'view', item))) return undefined;
    return readable(ctx, item);
  };
  const list = async (ctx: RequestContext, query: ItemQuery): Promise<ItemPage> => {
    const asked = await scope(ctx);
    const page = await seenPage(
      query,
      (some) => listItems(through(ctx), asked, some),
      (some) => access.withoutDenied(ctx, some),
    );
    const items = await fieldAccess.readable(ctx, page.items);
    if (query.under === undefined || !fieldAccess.mayDeny(ctx)) return { ...page, items };
    // Where one may not see what an item is filed under, one may not conclude it.
    const below = await listBelow(through(ctx), await chainOf(ctx), query.under);
    return { ...page, items: items.filter((item) => refersToAny(deps, ctx, item, below)) };
  };
  const getItem = async (ctx: RequestContext, id: ItemId): Promise<Item> => {
    const item = await findItem(ctx, id);
    if (!item) throw new ItemNotFound();
    return item;
  };
  /** Asked before a transaction is open: what plugins keep waits for it to end otherwise. */
  const ready = async (ctx: RequestContext): Promise<RequestContext> => {
    access.check(ctx);
    await access.guards(ctx);
    return ctx;
  };
  const itemWithHistory = async (ctx: RequestContext, id: ItemId): Promise<Item> => {
    const item = await getItem(ctx, id);
    if (!mayViewRevisions(ctx.actor, item) && !(await may(ctx, 'update', item)))
      throw new ItemNotAllowed('view the revisions of', types.in(ctx).get(item.type).name);
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

    listTypes: (whose) => types.in(whose).list(),
    listTypesEverywhere: () => types.everywhere(),
    onTypesChanged: (told) => deps.types.onChange(told),
    findType: (whose, type) => types.in(whose).find(type),
    getType: (whose, type) => types.in(whose).get(type),
    createType: (ctx, name, input) => createItemType(deps, ctx, name, input),
    updateType: (ctx, type, input) => updateItemType(deps, ctx, type, input),
    deleteType: (ctx, type) => deleteItemType(deps, ctx, type),
    addField: (ctx, type, name, input) => addField(deps, ctx, type, name, input),
    updateField: (ctx, type, name, input, change) =>
      updateField(deps, ctx, type, name, input, change),
    removeField: (ctx, type, name, change) => removeField(deps, ctx, type, name, change),
    orderFields: (ctx, type, names) => orderFields(deps, ctx, type, names),
    planField: (ctx, type, name, input) => planField(deps, ctx, type, name, input),
    pluginContent: (makeVocabularies) => createPluginContent(deps, makeVocabularies),

    findItem,
    getItem,
    findTrashedItem: async (ctx, id) => {
      const item = await load(ctx, id);
      if (!item?.deleted || !(await may(ctx, 'view', item))) return undefined;
      const keep = (await may(ctx, 'update', item)) || (await may(ctx, 'delete', item));
      return keep ? readable(ctx, item) : undefined;
    },
    listItems: list,
    countItems: async (ctx, query, atMost) =>
      countItems(through(ctx), await scope(ctx), query, atMost),
    countUnder: async (ctx, terms) =>
      countItemsUnder(through(ctx), await scope(ctx), terms, { status: true, limit: 0 }),

    readable: async (ctx) => {
      const asked = await scope(ctx);
      return (within) => readableItems(within, asked);
    },

    listAccess: async (ctx) => {
      const hidesFields = fieldAccess.mayDeny(ctx);
      const isPartial = hidesFields || access.mayDeny(ctx);
      return listAccess(await scope(ctx), through(ctx), { isPartial, hidesFields });
    },

    whichMay: async (ctx, op, items) => {
      const asked = items.map((item) => ({ op, item }));
      const decisions = await access.decide(ctx, through(ctx), asked);
      return new Set(items.flatMap(({ id }, i) => (decisions[i]?.allowed ? id : [])));
    },
    typesToCreate: async (ctx) => {
      const all = types.in(ctx).list();
      const decisions = await access.decideCreate(
        ctx,
        all.map(({ type }) => type),
      );
      return all.filter((_, i) => decisions[i]?.allowed);
    },
    lockedFields: (ctx, type, item) => fieldAccess.locked(ctx, item ?? emptyItem(ctx.actor, type)),
    explainAccess: (ctx, item) => explainAccess({ access, queries: through(ctx) }, ctx, item),
    findVisible: async (ctx, ids) => {
      const isDenying = access.mayDeny(ctx);
      const queries = through(ctx);
      return findVisible(ctx, ids, { queries, scope: await scope(ctx), isDenying, list });
    },
    grants: createGrantRebuild(options),

    createItem: async (ctx, type, input, save) =>
      readable(ctx, await createItem(deps, await ready(ctx), type, input, save)),
    updateItem: async (ctx, id, base, input, save) =>
      readable(ctx, await updateItem(deps, await ready(ctx), id, base, input, save)),
    replaceTerm: async (ctx, replacement) => replaceTerm(deps, await ready(ctx), replacement),
    isReferredTo: (within, term) => isReferredTo(deps, within, term),
    deleteItem: async (ctx, id, base) =>
      readable(ctx, await deleteItem(deps, await ready(ctx), id, base)),
    restoreItem: async (ctx, id, type) =>
      readable(ctx, await restoreItem(deps, await ready(ctx), id, type)),
    purgeItem: async (ctx, id) => purgeItem(deps, await ready(ctx), id),
    checkItem: async (ctx, typeName, input, existing) => {
      const type = types.in(ctx).get(typeName);
      const seen = existing ?? emptyItem(ctx.actor, typeName);
      const locked = await fieldAccess.locked(ctx, seen);
      const hidden = await hiddenFromTitle(deps, ctx, type, seen);
      return plannedContent(ctx, deps, type, input, { existing, locked, hidden });
    },

    listRevisions: async (ctx, id, page) => {
      const item = await itemWithHistory(ctx, id);
      const { revisions, total } = await listRevisions(through(ctx), await chainOf(ctx), id, page);
      return { revisions: await fieldAccess.readableRevisions(ctx, item, revisions), total };
    },
    getRevision: async (ctx, id, revisionId: RevisionId) => {
      const item = await itemWithHistory(ctx, id);
      const found = await findRevision(through(ctx), await chainOf(ctx), id, revisionId);
      const [revision] = await fieldAccess.readableRevisions(ctx, item, found ? [found] : []);
      if (!revision) throw new RevisionNotFound();
      return revision;
    },
    revertItem: async (ctx, id, revision) =>
      readable(ctx, await revertItem(deps, await ready(ctx), id, revision)),
  };
}
