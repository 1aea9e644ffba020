import type { Clock, UserId, StageId } from '#base';
import type { Actor } from '#grammar/access';
import type { ReferenceTargets } from '#grammar/fields';
import type { TextFormats } from '#grammar/formats';
import type { Forms } from '#grammar/forms';
import type { Stages } from '#records/stages';
import type { Items } from '../items.ts';
import type { ItemViews } from '../pages/item-views.ts';
import type { AccessNames } from './access-names.ts';

/** What the screens of content work with. */
export interface ItemScreenDeps {
  readonly items: Items;
  readonly views: ItemViews;
  readonly forms: Forms;
  readonly references: ReferenceTargets;
  readonly formats: Pick<TextFormats, 'all' | 'list' | 'locks'>;
  readonly stages: Pick<Stages, 'known' | 'list' | 'mayWrite' | 'plan' | 'publish'>;
  readonly clock: Clock;
  /** As whom a user makes requests; undefined: nobody can sign in as that. */
  findActor(id: UserId): Promise<Actor | undefined>;
  readonly names: AccessNames;
  readonly site: (stage?: StageId) => { readonly name: string; readonly timeZone: string };
}
