import type { StageId } from '#base';
import type { FieldTypes } from '#grammar/fields';
import type { Queries, Transaction } from '#platform/database';
import { overlayOf } from '#records/stages';
import type { ItemType } from './item-type.ts';
import { loadTypes, type TypesAsStored } from './item-type-store.ts';
import { ITEM_TYPE, typeOf } from './type-document.ts';
import { createTypeSet, type TypeSet } from './type-set.ts';

/** The notification that tells every kernel to read the types again. */
export const TYPES_CHANNEL = 'item_types';

/** Whose types: those of a stage and, in a transaction that changes types, as that has them. */
export interface TypesOf {
  readonly stage: StageId;
  readonly transaction?: Queries;
}

/**
 * The types as this kernel remembers them. Reads are from memory; `load` is called at start, on
 * every notification, and by a save that meets a generation which is not the remembered one. What a
 * transaction makes of them is remembered for that one alone: it may be taken back, and the next
 * change gets the same generation.
 */
export interface TypeRegistry {
  /** As readers of the stage see them; the same object until something changes. */
  in(whose: TypesOf): TypeSet;
  /** Those of the stage that it stands on; live stands on none. */
  upstreamOf(stage: StageId): TypeSet | undefined;
  /** What stages have instead that the stage does not stand on. */
  elsewhere(stage: StageId): readonly ItemType[];
  /** Those of live, and what stages have instead: there may be several of a name. */
  everywhere(): readonly ItemType[];
  /** Reads what is committed: not for a transaction that has changed types. */
  load(queries: Queries): Promise<void>;
  /** Reads the types again if `generation` is not the one that is remembered. */
  ensure(queries: Queries, generation: number): Promise<void>;
  /** The transaction has changed types: what it reads of them from now on is its own. */
  changedIn(transaction: Transaction): void;
  /** `told` is called whenever they are other ones. */
  onChange(told: () => void): void;
}

/** `chainOf`: a stage and those that it stands on, from memory. */
export function createTypeRegistry(
  fieldTypes: Pick<FieldTypes, 'derive'>,
  chainOf: (stage: StageId) => readonly StageId[],
): TypeRegistry {
  let committed = remember({ generation: 0, types: [], staged: [], fieldTypes: [] });
  const changing = new WeakMap<Queries, RememberedTypes>();
  const listeners: (() => void)[] = [];
  const load = async (queries: Queries): Promise<void> => {
    const fresh = await loadTypes(queries);
    // Of two loads that overlap, the older one must not win.
    if (fresh.generation < committed.generation) return;
    const isOther = fresh.generation !== committed.generation;
    committed = remember(fresh);
    fieldTypes.derive(fresh.fieldTypes);
    if (isOther) listeners.forEach((told) => told());
  };
  return {
    in({ stage, transaction }) {
      const own = transaction && changing.get(transaction);
      return (own ?? committed).along(chainOf(stage));
    },
    upstreamOf(stage) {
      const [, ...upstream] = chainOf(stage);
      return upstream.length > 0 ? committed.along(upstream) : undefined;
    },
    elsewhere(stage) {
      const chain = chainOf(stage);
      return committed.staged.flatMap((one) =>
        chain.includes(one.stage) ? [] : (typeOf(one) ?? []),
      );
    },
    everywhere: () => committed.everywhere,
    load,
    ensure: async (queries, generation) => {
      const own = changing.get(queries);
      if (generation === (own ?? committed).generation) return;
      if (!own) return load(queries);
      const fresh = await loadTypes(queries);
      changing.set(queries, remember(fresh));
      // Who enables a plugin reads them from the database again, however that ends.
      fieldTypes.derive(fresh.fieldTypes);
    },
    changedIn: (transaction) => void changing.set(transaction, committed),
    onChange: (told) => void listeners.push(told),
  };
}

interface RememberedTypes {
  readonly generation: number;
  readonly staged: TypesAsStored['staged'];
  readonly everywhere: readonly ItemType[];
  along(chain: readonly StageId[]): TypeSet;
}

function remember(stored: TypesAsStored): RememberedTypes {
  const { generation, types, staged } = stored;
  const sets = new Map<string, TypeSet>();
  return {
    generation,
    staged,
    everywhere: [...types, ...staged.flatMap((one) => typeOf(one) ?? [])],
    along(chain) {
      const key = chain.join(' ');
      const known = sets.get(key) ?? typesIn(stored, chain);
      sets.set(key, known);
      return known;
    },
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
