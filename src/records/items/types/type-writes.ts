import { LIVE } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import type { Field, ItemType } from './item-type.ts';
import {
  deleteTypeRow,
  insertTypeRow,
  removeFieldRows,
  saveFieldRows,
  updateTypeRow,
} from './item-type-store.ts';
import { touchesValues } from './plan-values.ts';
import { documentOf, ITEM_TYPE } from './type-document.ts';

/** Writes types where they are changed: in live, or as what a stage has instead. */
export interface TypeWrites {
  createType(type: Omit<ItemType, 'fields'>): Promise<void>;
  updateType(type: Omit<ItemType, 'fields'>): Promise<void>;
  /** Saves a field of a type. Its kind, cardinality and settings belong to every type that uses it. */
  saveField(type: string, field: Field): Promise<void>;
  removeField(type: string, field: string): Promise<void>;
  deleteType(type: string): Promise<void>;
}

/** The types must be locked, and those in memory be those of the database. */
export function createTypeWrites(
  deps: ItemDeps,
  transaction: Transaction,
  ctx: RequestContext,
): TypeWrites {
  return ctx.stage === LIVE ? liveWrites(transaction) : stagedWrites(deps, transaction, ctx);
}

function liveWrites(queries: Transaction): TypeWrites {
  return {
    createType: (type) => insertTypeRow(queries, type),
    updateType: (type) => updateTypeRow(queries, type),
    saveField: (type, field) => saveFieldRows(queries, type, field),
    removeField: (type, field) => removeFieldRows(queries, type, field),
    deleteType: (type) => deleteTypeRow(queries, type),
  };
}

function stagedWrites(deps: ItemDeps, transaction: Transaction, ctx: RequestContext): TypeWrites {
  const types = new Map(
    deps.types
      .in(ctx)
      .list()
      .map((type) => [type.type, type]),
  );
  const save = async (id: string, type: ItemType | undefined): Promise<void> => {
    if (type) types.set(id, type);
    else types.delete(id);
    const content = type ? documentOf(type) : null;
    await deps.stages.documents.save(transaction, ctx, { type: ITEM_TYPE, id, content });
  };
  const withFields = async (
    id: string,
    change: (fields: readonly Field[]) => readonly Field[],
  ): Promise<void> => {
    const type = types.get(id);
    if (type) await save(id, { ...type, fields: change(type.fields) });
  };
  return {
    createType: (type) => save(type.type, { ...type, fields: [] }),
    updateType: (type) => save(type.type, { ...type, fields: types.get(type.type)?.fields ?? [] }),
    async saveField(type, field) {
      const { fieldType, cardinality, settings } = field;
      for (const other of types.values()) {
        const used = other.fields.find(({ name }) => name === field.name);
        if (other.type === type || !used || !touchesValues(used, field)) continue;
        await withFields(other.type, (fields) =>
          fields.map((one) => (one === used ? { ...one, fieldType, cardinality, settings } : one)),
        );
      }
      await withFields(type, (fields) => [
        ...fields.filter(({ name }) => name !== field.name),
        field,
      ]);
    },
    removeField: (type, field) =>
      withFields(type, (fields) => fields.filter(({ name }) => name !== field)),
    deleteType: (type) => save(type, undefined),
  };
}
