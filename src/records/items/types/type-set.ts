import { ItemTypeNotFound } from '../item-errors.ts';
import type { ItemType } from './item-type.ts';

/** The types that there are for somebody. */
export interface TypeSet {
  /** By name. */
  list(): readonly ItemType[];
  find(type: string): ItemType | undefined;
  /** Throws `ItemTypeNotFound`. */
  get(type: string): ItemType;
}

export function createTypeSet(types: readonly ItemType[]): TypeSet {
  const byName = new Map(types.map((type) => [type.type, type]));
  return {
    list: () => types,
    find: (type) => byName.get(type),
    get(type) {
      const found = byName.get(type);
      if (!found) throw new ItemTypeNotFound(type);
      return found;
    },
  };
}
