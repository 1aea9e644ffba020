import type { StageId } from '#base';
import type { FieldTypes } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { overlayOf } from '#records/stages';
import type { ItemType } from './item-type.ts';
import { loadTypes, type TypesAsStored } from './item-type-store.ts';
import { ITEM_TYPE, typeOf } from './type-document.ts';
import { createTypeSet, type TypeSet } from './type-set.ts';

/** The notification that tells every kernel to read the types again. */
export const TYPES_CHANNEL = 'item_types';

/**
 * The types as this kernel remembers them. Reads are from memory; `load` is called at start, on
 * every notification, and by a save that meets a generation which is not the remembered one.
 */
export interface TypeRegistry {
  /** As readers of the stage see them; the same object until something changes. */
  in(stage: StageId): TypeSet;
  /** Those of the stage that it stands on; live stands on none. */
  upstreamOf(stage: StageId): TypeSet | undefined;
  /** What stages have instead that the stage does not stand on. */
  elsewhere(stage: StageId): readonly ItemType[];
  /** Those of live, and what stages have instead: there may be several of a name. */
  everywhere(): readonly ItemType[];
  load(queries: Queries): Promise<void>;
  /** Reads the types again if `generation` is not the one that is remembered. */
  ensure(queries: Queries, generation: number): Promise<void>;
  /** `told` is called whenever they are other ones. */
  onChange(told: () => void): void;
}

/** `chainOf`: a stage and those that it stands on, from memory. */
export function createTypeRegistry(
  fieldTypes: Pick<FieldTypes, 'derive'>,
  chainOf: (stage: StageId) => readonly StageId[],
): TypeRegistry {
  let stored: TypesAsStored = { generation: 0, types: [], staged: [], fieldTypes: [] };
  let sets = new Map<string, TypeSet>();
  let everywhere: readonly ItemType[] = [];
  const listeners: (() => void)[] = [];
  const load = async (queries: Queries): Promise<void> => {
    const fresh = await loadTypes(queries);
    // Of two loads that overlap, the older one must not win.
    if (fresh.generation < stored.generation) return;
    const isOther = fresh.generation !== stored.generation;
    stored = fresh;
    fieldTypes.derive(fresh.fieldTypes);
    sets = new Map();
    everywhere = [...fresh.types, ...fresh.staged.flatMap((one) => typeOf(one) ?? [])];
    if (isOther) listeners.forEach((told) => told());
  };
  const along = (chain: readonly StageId[]): TypeSet => {
    const key = chain.join(' ');
    const known = sets.get(key) ?? typesIn(stored, chain);
    sets.set(key, known);
    return known;
  };
  return {
    in: (stage) => along(chainOf(stage)),
    upstreamOf(stage) {
      const [, ...upstream] = chainOf(stage);
      return upstream.length > 0 ? along(upstream) : undefined;
    },
    elsewhere(stage) {
      const chain = chainOf(stage);
      return stored.staged.flatMap((one) => (chain.includes(one.stage) ? [] : (typeOf(one) ?? [])));
    },
    everywhere: () => everywhere,
    load,
    ensure: async (queries, generation) => {
      if (generation !== stored.generation) await load(queries);
    },
    onChange: (told) => void listeners.push(told),
  };
}

/** The types as they are in the database now, also what this transaction made of them. */
export async function readTypes(queries: Queries, chain: readonly StageId[]): Promise<TypeSet> {
  return typesIn(await loadTypes(queries), chain);
}

function typesIn({ types, staged }: TypesAsStored, chain: readonly StageId[]): TypeSet {
  const overlay = overlayOf(staged, ITEM_TYPE, chain);
  if (overlay.size === 0) return createTypeSet(types);
  const shown = [
    ...types.filter(({ type }) => !overlay.has(type)),
    ...[...overlay.values()].flatMap((one) => typeOf(one) ?? []),
  ];
  return createTypeSet(shown.toSorted((a, b) => a.name.localeCompare(b.name, 'en')));
}
