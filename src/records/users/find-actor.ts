import type { UserId } from '#base';
import type { Actor } from '#grammar/access';
import type { Queries } from '#platform/database';
import { actorOf, rightsColumns } from './rights.ts';

/** Who a user is when they make a request; undefined for blocked users and unknown ids. */
export async function findActor(queries: Queries, id: UserId): Promise<Actor | undefined> {
  const row = await queries
    .selectFrom('users as u')
    .select([...rightsColumns])
    .where('u.id', '=', id)
    .where('u.status', '=', true)
    .executeTakeFirst();
  return row && actorOf(row);
}
