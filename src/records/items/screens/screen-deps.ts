import type { Clock } from '#base';
import type { Actor } from '#grammar/access';
import type { ReferenceTargets } from '#grammar/fields';
import type { Forms } from '#grammar/forms';
import type { Items } from '../items.ts';
import type { ItemViews } from '../pages/item-views.ts';

/** What the screens of content work with. */
export interface ItemScreenDeps {
  readonly items: Items;
  readonly views: ItemViews;
  readonly forms: Forms;
  readonly references: ReferenceTargets;
  readonly formats: {
    /** The text formats that the actor may write in. */
    list(actor: Actor): readonly { readonly value: string; readonly label: string }[];
  };
  readonly clock: Clock;
  readonly site: () => { readonly name: string; readonly timeZone: string };
}
