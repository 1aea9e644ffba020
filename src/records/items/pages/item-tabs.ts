import type { Actor } from '#grammar/access';
import type { PageView } from '#grammar/routes';
import type { Item } from '../item.ts';
import { mayUpdate, mayViewRevisions } from '../item-policy.ts';

/** View, Edit and Revisions, as far as the actor may; nothing when View would stand alone. */
export function itemTabs(
  actor: Actor,
  item: Pick<Item, 'id' | 'type' | 'authorId' | 'status'>,
  active: 'view' | 'edit' | 'revisions' | undefined,
): NonNullable<PageView['tabs']> {
  const url = `/item/${item.id}`;
  const tabs = [
    { url, label: 'View', active: active === 'view' },
    ...(mayUpdate(actor, item)
      ? [{ url: `${url}/edit`, label: 'Edit', active: active === 'edit' }]
      : []),
    ...(mayViewRevisions(actor, item)
      ? [{ url: `${url}/revisions`, label: 'Revisions', active: active === 'revisions' }]
      : []),
  ];
  return tabs.length > 1 ? tabs : [];
}
