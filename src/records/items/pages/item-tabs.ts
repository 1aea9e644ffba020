import type { RequestContext } from '#grammar/access';
import type { PageView } from '#grammar/routes';
import type { Item } from '../item.ts';
import { administers, mayViewRevisions } from '../item-policy.ts';
import type { Items } from '../items.ts';

/** View, Edit, Revisions and Access, as far as the actor may; nothing when View would stand alone. */
export async function itemTabs(
  items: Items,
  ctx: RequestContext,
  item: Item,
  active: 'view' | 'edit' | 'revisions' | 'access' | undefined,
): Promise<NonNullable<PageView['tabs']>> {
  const { actor } = ctx;
  const mayUpdate = (await items.whichMay(ctx, 'update', [item])).has(item.id);
  const url = `/item/${item.id}`;
  const tabs = [
    { url, label: 'View', active: active === 'view' },
    ...(mayUpdate ? [{ url: `${url}/edit`, label: 'Edit', active: active === 'edit' }] : []),
    ...(mayUpdate || mayViewRevisions(actor, item)
      ? [{ url: `${url}/revisions`, label: 'Revisions', active: active === 'revisions' }]
      : []),
    ...(administers(actor)
      ? [{ url: `${url}/access`, label: 'Access', active: active === 'access' }]
      : []),
  ];
  return tabs.length > 1 ? tabs : [];
}
