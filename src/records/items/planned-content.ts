import type { RequestContext } from '#grammar/access';
import type { LockedFields } from './access/field-access.ts';
import { checkInput } from './check-item.ts';
import { touchedValues } from './field-references.ts';
import type { ItemDeps } from './item-deps.ts';
import { titleOf } from './item-title.ts';
import type { Item, ItemInput } from './item.ts';
import { applyInput, type Version } from './merge-changes.ts';
import type { ItemType } from './types/item-type.ts';

/** What an item would be after a save of `input`. Throws `InvalidInput` with every problem. */
export function plannedContent(
  ctx: RequestContext,
  deps: Pick<ItemDeps, 'fieldTypes' | 'formats' | 'clock'>,
  type: ItemType,
  input: ItemInput,
  {
    existing,
    locked,
    hidden,
  }: {
    readonly existing: Item | undefined;
    /** Fields that the actor may not change. */
    readonly locked?: LockedFields;
    /** Fields that its title is not made from. */
    readonly hidden: ReadonlySet<string>;
  },
): Version {
  const checked = checkInput(ctx, deps, type, input, existing, locked);
  const version = existing
    ? applyInput(existing, checked)
    : {
        title: checked.title ?? '',
        status: checked.status ?? type.settings.published,
        fields: touchedValues(checked.fields),
        authorId: checked.authorId ?? ctx.actor.id,
        promote: checked.promote ?? type.settings.promoted,
        sticky: checked.sticky ?? false,
        created: checked.created ?? deps.clock.now(),
      };
  const title = type.hasTitle ? version.title : undefined;
  return { ...version, title: titleOf(deps.fieldTypes, ctx, type, title, version.fields, hidden) };
}
