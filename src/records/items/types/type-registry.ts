import type { FieldTypes } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { ItemTypeNotFound } from '../item-errors.ts';
import type { ItemType } from './item-type.ts';
import { type TypesAsStored, loadTypes } from './item-type-store.ts';

/** The notification that tells every kernel to read the types again. */
export const TYPES_CHANNEL = 'item_types';

/**
 * The types as this kernel remembers them. Reads are from memory; `load` is called at start, on
 * every notification, and by a save that meets a generation which is not the remembered one.
 */
export interface TypeRegistry {
  list(): readonly ItemType[];
  find(type: string): ItemType | undefined;
  get(type: string): ItemType;
  load(queries: Queries): Promise<void>;
  /** Reads the types again if `generation` is not the one that is remembered. */
  ensure(queries: Queries, generation: number): Promise<void>;
  /** `told` is called whenever they are other ones. */
  onChange(told: () => void): void;
}

export function createTypeRegistry(fieldTypes: Pick<FieldTypes, 'derive'>): TypeRegistry {
  let stored: TypesAsStored = { generation: 0, types: [], fieldTypes: [] };
  let byName = new Map<string, ItemType>();
  const listeners: (() => void)[] = [];
  const find = (type: string): ItemType | undefined => byName.get(type);
  const load = async (queries: Queries): Promise<void> => {
    const fresh = await loadTypes(queries);
    // Of two loads that overlap, the older one must not win.
    if (fresh.generation < stored.generation) return;
    const isOther = fresh.generation !== stored.generation;
    stored = fresh;
    fieldTypes.derive(fresh.fieldTypes);
    byName = new Map(fresh.types.map((type) => [type.type, type]));
    if (isOther) listeners.forEach((told) => told());
  };
  return {
    list: () => stored.types,
    find,
    get: (type) => {
      const found = find(type);
      if (!found) throw new ItemTypeNotFound(type);
      return found;
    },
    load,
    ensure: async (queries, generation) => {
      if (generation !== stored.generation) await load(queries);
    },
    onChange: (told) => void listeners.push(told),
  };
}
