import type { Actor } from '#grammar/access';
import type { ItemId } from '#base';
import type { ShownItem } from '../tapped-item.ts';

/** An item that somebody is about to create: of this type, theirs, and nothing else yet. */
export function emptyItem(actor: Actor, type: string): ShownItem {
  return {
    // Plugins are told that it has none.
    id: '' as ItemId,
    type,
    title: '',
    status: false,
    authorId: actor.id,
    authorName: actor.name,
    created: new Date(),
    fields: {},
  };
}
