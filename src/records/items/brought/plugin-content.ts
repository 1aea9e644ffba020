import type { Json } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { ItemDeps } from '../item-deps.ts';
import { lockTypes } from '../types/item-type-store.ts';
import { tellTypesChanged } from '../types/tell-types-changed.ts';
import { type BroughtFieldType, broughtTaps, type BroughtType } from './brought-taps.ts';
import { listFieldTypes, switchOffFieldTypes } from './field-type-store.ts';
import { type Bringing, keepFieldTypes } from './keep-field-types.ts';
import { keepTypes } from './keep-types.ts';

/** What a plugin said to the taps, by tap. */
interface Brought {
  readonly [tap: string]: Json | undefined;
}

/** Keeps the item types and field types that plugins bring. */
export interface PluginContent {
  readonly taps: typeof broughtTaps;
  /** In the transaction that enables or updates the plugin; what it throws ends that. */
  keep(
    ctx: RequestContext,
    queries: Transaction,
    plugin: Bringing & { readonly brought: Brought; readonly before: Brought },
  ): Promise<void>;
  /** In the transaction that disables it: fields of its types go on as their base type. */
  rest(queries: Transaction, plugin: string): Promise<void>;
  /** When that is committed: this kernel knows it. */
  kept(): Promise<void>;
}

/** Makes those vocabularies of live that are not there. */
export type MakeVocabularies = (
  ctx: RequestContext,
  transaction: Transaction,
  names: readonly string[],
) => Promise<void>;

export function createPluginContent(
  deps: ItemDeps,
  makeVocabularies: MakeVocabularies,
): PluginContent {
  const { database, fieldTypes, types } = deps;
  return {
    taps: broughtTaps,
    async keep(ctx, queries, { brought, before, ...plugin }) {
      // Each was checked by its tap.
      const ownTypes = (brought['field_info'] ?? []) as readonly BroughtFieldType[];
      const itemTypes = (brought['item_info'] ?? []) as readonly BroughtType[];
      const itemTypesBefore = (before['item_info'] ?? []) as readonly BroughtType[];
      if (ownTypes.length + itemTypes.length === 0 && before['field_info'] === undefined) return;
      await types.ensure(queries, await lockTypes(queries));
      await keepFieldTypes(fieldTypes, queries, plugin, ownTypes);
      await makeVocabularies(ctx, queries, itemTypes.flatMap(vocabulariesOf));
      // With those that plugins have brought before it in this transaction.
      const known = fieldTypes.with((await listFieldTypes(queries)).filter((one) => one.active));
      await keepTypes({ ...deps, fieldTypes: known }, queries, {
        plugin,
        brought: itemTypes,
        before: itemTypesBefore,
      });
      await tellTypesChanged(deps, queries);
    },
    async rest(queries, plugin) {
      if (!(await switchOffFieldTypes(queries, plugin))) return;
      await lockTypes(queries);
      await tellTypesChanged(deps, queries);
    },
    kept: () => types.load(database.queries),
  };
}

/** The vocabularies that fields of a type point to. */
function vocabulariesOf({ fields }: BroughtType): readonly string[] {
  return fields.flatMap(({ field_type: type, settings = {} }) => {
    const { target_type: target, bundles } = settings;
    if (type !== 'reference' || target !== 'term' || !Array.isArray(bundles)) return [];
    return bundles.filter((name) => typeof name === 'string');
  });
}
