import { can, type RequestContext } from '#grammar/access';
import type { FieldTypes } from '#grammar/fields';
import type { Items, ItemType } from '#records/items';
import { fieldColumns, siteFields } from './field-columns.ts';
import { itemBase } from './item-base.ts';
import { fileBase, revisionBase, termBase, userBase, type Vocabularies } from './other-bases.ts';
import type { PlacedCatalogue } from './placed-column.ts';
import type { PluginBase } from './plugin-base.ts';
import { pluginTableBase } from './plugin-table-base.ts';

export interface CatalogueDeps {
  readonly items: Pick<Items, 'fieldTypes' | 'listTypes' | 'lockedFields'>;
  /** Tables that plugins let listings use. */
  pluginBases(): readonly PluginBase[];
}

/** Asks for the catalogue as it is, for this actor. */
export type FindPlacedCatalogue = (ctx: RequestContext) => Promise<PlacedCatalogue>;

/**
 * The catalogue of the site. Fields that a plugin hides from the actor on one of the types that have
 * them are left out. `vocabularies` are what the builder offers; to run a listing nobody reads them.
 */
export function createCatalogue(
  deps: CatalogueDeps & { listVocabularies?(ctx: RequestContext): Promise<Vocabularies> },
): FindPlacedCatalogue {
  const { items, pluginBases, listVocabularies } = deps;
  let kept: { readonly key: readonly unknown[]; readonly catalogue: PlacedCatalogue } | undefined;

  return async (ctx) => {
    const types = items.listTypes(ctx);
    const hidden = await hiddenFields(items, ctx, types);
    const administers = can(ctx.actor, 'administer users');
    const vocabularies = await listVocabularies?.(ctx);
    const plugins = pluginBases();
    // Where nothing is hidden it is the same for everybody until a type is changed.
    const isShared = hidden.size === 0 && !listVocabularies;
    const key = [types, plugins, administers];
    if (isShared && kept && kept.key.every((part, i) => part === key[i])) return kept.catalogue;
    const catalogue = buildCatalogue({
      types,
      hidden,
      administers,
      vocabularies,
      plugins,
      fieldTypes: items.fieldTypes,
    });
    if (isShared) kept = { key, catalogue };
    return catalogue;
  };
}

interface Parts {
  readonly types: readonly ItemType[];
  readonly hidden: ReadonlySet<string>;
  readonly administers: boolean;
  readonly vocabularies: Vocabularies | undefined;
  readonly plugins: readonly PluginBase[];
  readonly fieldTypes: FieldTypes;
}

function buildCatalogue(parts: Parts): PlacedCatalogue {
  const { types, hidden, administers, vocabularies, plugins, fieldTypes } = parts;
  const fields = siteFields(types, (type, field) => hidden.has(`${type}.${field}`));
  const columns = fields.flatMap((field) => fieldColumns(field, fieldTypes));
  const bases = [
    itemBase(types, fields, fieldTypes),
    termBase(columns, vocabularies),
    userBase(columns, administers),
    fileBase(columns),
    revisionBase(),
    ...plugins.map(pluginTableBase),
  ];
  const byName = new Map(bases.map((base) => [base.name, base]));
  return { bases, findBase: (name) => byName.get(name) };
}

async function hiddenFields(
  items: CatalogueDeps['items'],
  ctx: RequestContext,
  types: readonly ItemType[],
): Promise<ReadonlySet<string>> {
  const hidden = await Promise.all(
    types.map(async ({ type }) => {
      const locked = await items.lockedFields(ctx, type);
      return [...locked].flatMap(([field, lock]) =>
        lock === 'unseen' ? [`${type}.${field}`] : [],
      );
    }),
  );
  return new Set(hidden.flat());
}
