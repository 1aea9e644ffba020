import type { RequestContext } from '#grammar/access';
import { convertValues } from '#grammar/fields';
import type { Queries } from '#platform/database';
import type { TypeChange } from './change-types.ts';
import type { ItemDeps } from '../item-deps.ts';
import { ItemTypeConflict } from '../item-errors.ts';
import { type Holder, holdersOf, rewriteFields, type RewrittenItem } from './field-change-store.ts';
import { usersOf } from './field-uses.ts';
import { refuseStagedFields, refuseUpstreamValues } from './fields-elsewhere.ts';
import { writeTermUses } from '../term-index/term-index-store.ts';
import { termsOf } from '../term-index/terms-of.ts';
import { emptyItem } from '../access/empty-item.ts';
import { titleOf } from '../item-title.ts';
import type { Field, ItemType } from './item-type.ts';
import { planValues, touchesValues } from './plan-values.ts';

/** Whether a change that loses values is made all the same; only said after its plan was shown. */
export interface FieldChangeOptions {
  readonly acceptLoss?: boolean;
}

/** Converts the values in every type that uses the field, since its settings are theirs too. */
export async function convertEverywhere(
  deps: ItemDeps,
  change: TypeChange,
  ctx: RequestContext,
  before: Field,
  after: Field,
  acceptLoss: boolean,
): Promise<void> {
  if (!touchesValues(before, after)) return;
  const types = usersOf(change.types, before.name).map((user) => user.type);
  await convertItems(deps, change, ctx, types, before, after, acceptLoss);
}

/** Converts the values in these types; refuses to lose any unless that was accepted. */
export async function convertItems(
  deps: ItemDeps,
  { queries, types: known }: TypeChange,
  ctx: RequestContext,
  types: readonly string[],
  before: Field,
  after: Field | undefined,
  acceptLoss: boolean,
): Promise<void> {
  const plan = await planValues(deps, queries, ctx, types, before, after);
  if (plan.rewritten + plan.losing === 0) return;
  // First: nobody is asked to confirm what cannot be done here.
  refuseUpstreamValues(deps, ctx, types, before);
  refuseStagedFields(deps, ctx, types, before);
  if (plan.losing > 0 && !acceptLoss)
    throw new ItemTypeConflict(
      'item_type.would_lose_values',
      `${plan.losing} of ${plan.holding} items would lose a value of “${before.label}”. Look at the plan, then confirm it.`,
    );
  const by = {
    author: ctx.actor.id,
    at: deps.clock.now(),
    log: after ? `Field “${before.label}” changed` : `Field “${before.label}” taken away`,
  };
  for (const type of types)
    for await (const holders of holdersOf(queries, type, before.name)) {
      const changes = holders.flatMap((holder) => {
        const { [before.name]: stored, ...others } = holder.fields;
        if (stored === undefined) return [];
        const { value, changed } = convertValues(deps.fieldTypes, ctx, { before, after }, stored);
        const fields = value === undefined ? others : { ...others, [before.name]: value };
        const { id, version, title } = holder;
        return changed ? [{ id, version, title, fields, changed: [before.name] }] : [];
      });
      const titled = await withTitles(
        deps,
        ctx,
        typeAfter(known.get(type), before, after),
        changes,
      );
      await rewriteFields(queries, titled, by);
      await rewriteTerms(deps, queries, { before, after }, holders, changes);
    }
}

function typeAfter(type: ItemType, before: Field, after: Field | undefined): ItemType {
  const fields = type.fields.flatMap((field) => {
    if (field.name !== before.name) return [field];
    return after ? [{ ...after, weight: field.weight }] : [];
  });
  return { ...type, fields };
}

/** Where titles are made from fields, they are made anew. */
async function withTitles(
  deps: ItemDeps,
  ctx: RequestContext,
  type: ItemType,
  changes: readonly RewrittenItem[],
): Promise<readonly RewrittenItem[]> {
  if (type.hasTitle) return changes;
  const empty = emptyItem(ctx.actor, type.type);
  const hidden = await deps.fieldAccess.hidden(
    ctx,
    changes.map(({ id, fields }) => ({ ...empty, id, fields })),
  );
  return changes.map((change, i) => {
    const hides = hidden[i] ?? new Set();
    const title = titleOf(deps.fieldTypes, ctx, type, undefined, change.fields, hides);
    const changed = title === change.title ? change.changed : ['title', ...change.changed];
    return { ...change, title, changed };
  });
}

/** What the versions refer to by the field is kept as it is now. */
async function rewriteTerms(
  deps: ItemDeps,
  queries: Queries,
  { before, after }: { readonly before: Field; readonly after: Field | undefined },
  holders: readonly Holder[],
  changes: readonly RewrittenItem[],
): Promise<void> {
  const was = holders.flatMap(({ fields }) => termsOf([before], fields, deps.fieldTypes));
  const usesOf = ({ id: item, fields }: RewrittenItem) =>
    termsOf(after ? [after] : [], fields, deps.fieldTypes).map((use) => ({ ...use, item }));
  if (was.length === 0 && changes.flatMap(usesOf).length === 0) return;
  for (const version of new Set(changes.map((change) => change.version))) {
    const some = changes.filter((change) => change.version === version);
    await writeTermUses(
      queries,
      some.map(({ id }) => id),
      some.flatMap(usesOf),
      { field: before.name, version },
    );
  }
}
