import type { ItemId } from '#base';
import { type RequestContext, withTransaction } from '#grammar/access';
import { emptyItem } from '../access/empty-item.ts';
import { requireCreate } from '../access/require-access.ts';
import type { LockedFields } from '../access/field-access.ts';
import type { ItemDeps } from '../item-deps.ts';
import type { ItemInput } from '../item.ts';
import type { SaveOptions } from '../items.ts';
import { hiddenFromTitle } from '../item-title.ts';
import { plannedContent } from '../planned-content.ts';
import { askBeforeSaving, asksBeforeSaving, withChange } from './ask-before-saving.ts';
import type { PlannedChange } from './life-cycle-taps.ts';

/** A new item as it is to be saved. */
export interface PlannedCreation {
  /** With what plugins changed. */
  readonly input: ItemInput;
  /** Of fields that the actor may not set, those that no plugin set either. */
  open(locked: LockedFields): LockedFields;
}

/** Asks plugins about a new item before its transaction, so that nobody waits for them. */
export async function planCreation(
  deps: ItemDeps,
  context: RequestContext,
  typeName: string,
  input: ItemInput,
  { id, queries }: SaveOptions & { readonly id: ItemId },
): Promise<PlannedCreation> {
  if (!asksBeforeSaving(deps.taps)) return { input, open: (locked) => locked };
  const ctx = queries ? withTransaction(context, queries) : context;
  const type = deps.types.in(ctx).get(typeName);
  await requireCreate(deps, ctx, type);
  const empty = emptyItem(ctx.actor, type.type);
  const locked = await deps.fieldAccess.locked(ctx, empty);
  const hidden = await hiddenFromTitle(deps, ctx, type, empty);
  const { actor } = ctx;
  const change = await askBeforeSaving(deps.taps, ctx, {
    before: undefined,
    rest: {
      id,
      type: type.type,
      authorId: actor.id,
      authorName: actor.name,
      created: deps.clock.now(),
    },
    contentWith: (change) =>
      plannedContent(ctx, deps, type, withChange(input, change), {
        existing: undefined,
        locked: unset(locked, change),
        hidden,
      }),
  });
  return { input: withChange(input, change), open: (locked) => unset(locked, change) };
}

function unset(locked: LockedFields, { fields = {} }: PlannedChange): LockedFields {
  return new Map([...locked].filter(([name]) => !Object.hasOwn(fields, name)));
}
