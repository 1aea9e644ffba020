import { createListTerms, type GatherShowDeps } from '#discovery/gather';
import { createItemViews } from '#records/items';
import type { Rooms } from './kernel.ts';

/** What it takes to show listings: to readers, and in the preview of the builder. */
export function gatherShow(rooms: Rooms): GatherShowDeps {
  const { database, users } = rooms;
  return {
    ...rooms,
    itemViews: createItemViews(rooms),
    listTerms: createListTerms(rooms.categories),
    roleNames: (roles) => users.roleNames(database.queries, roles),
  };
}
