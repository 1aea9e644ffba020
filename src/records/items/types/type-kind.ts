import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { DocumentKind } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import { usersOf } from './field-uses.ts';
import {
  deleteTypeRow,
  insertTypeRow,
  lockTypes,
  removeFieldRows,
  saveFieldRows,
  updateTypeRow,
} from './item-type-store.ts';
import type { Field, ItemType } from './item-type.ts';
import { planValues, touchesValues } from './plan-values.ts';
import { listVocabulariesOf } from './vocabularies-of-types.ts';
import { refuseStranded } from './stranded-items.ts';
import { documentOf, ITEM_TYPE, typeOf } from './type-document.ts';
import { tellTypesChanged } from './tell-types-changed.ts';
import { readTypes } from './type-registry.ts';
import type { TypeSet } from './type-set.ts';

/** Item types with their fields as documents of stages. */
export function createTypeKind(deps: ItemDeps): DocumentKind {
  return {
    type: ITEM_TYPE,
    label: 'Item types',
    kept: false,
    async read(queries, ids) {
      const types = (await readTypes(queries, [LIVE])).list();
      return new Map(
        types
          .filter(({ type }) => ids?.includes(type) ?? true)
          .map((type) => [type.type, documentOf(type)]),
      );
    },
    labelOf: (name, content) => (typeof content['name'] === 'string' ? content['name'] : name),
    async lock(transaction) {
      await lockTypes(transaction);
    },
    async write(transaction, ctx, id, content) {
      const types = await readTypes(transaction, [LIVE]);
      const after = typeOf({ id, content });
      if (after) await writeLive(deps, transaction, ctx, types, after);
      else await deleteTypeRow(transaction, id);
    },
    changed: (transaction) => tellTypesChanged(deps, transaction),
    refresh: () => deps.types.load(deps.database.queries),
    needs: listVocabulariesOf,
    finish: (transaction, _ctx, chain, types) =>
      refuseStranded(transaction, chain.slice(0, 2), { types }),
  };
}

async function writeLive(
  deps: ItemDeps,
  transaction: Transaction,
  ctx: RequestContext,
  types: TypeSet,
  after: ItemType,
): Promise<void> {
  const { fields, ...type } = after;
  await (types.find(type.type) ? updateTypeRow : insertTypeRow)(transaction, type);
  for (const field of fields) {
    const users = usersOf(types, field.name);
    const before = users[0]?.field;
    if (before && touchesValues(before, field)) {
      const names = users.map((user) => user.type);
      await refuseOtherValues(deps, transaction, ctx, names, before, field);
    }
    await saveFieldRows(transaction, after.type, field);
  }
  for (const { name } of types.find(after.type)?.fields ?? [])
    if (!fields.some((field) => field.name === name))
      await removeFieldRows(transaction, after.type, name);
}

/** Values are converted where somebody was shown before what becomes of them. */
async function refuseOtherValues(
  deps: ItemDeps,
  transaction: Transaction,
  ctx: RequestContext,
  types: readonly string[],
  before: Field,
  after: Field,
): Promise<void> {
  const plan = await planValues(deps, transaction, ctx, types, before, after, { stage: LIVE });
  if (plan.rewritten === 0) return;
  throw new ItemTypeConflict(
    'item_type.would_change_values',
    `“${before.label}” would have other values in ${plan.rewritten} items of live. Change the field in live first, which shows what becomes of them.`,
  );
}
