import type { UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import { violatedConstraint } from './taken.ts';
import { LastAdministrator, UserHasContent, UserNotFound } from './user-errors.ts';
import { mayAdministerUser, require } from './user-policy.ts';
import { findUser, lockUser, removeUser } from './user-store.ts';

export type DeleteUser = (ctx: RequestContext, id: UserId) => Promise<void>;

/** Ends an account that nothing was written with; one with content can be blocked. */
export function createDeleteUser(database: Database): DeleteUser {
  return async (ctx, id) => {
    const user = await findUser(database.queries, id);
    if (!user) throw new UserNotFound();
    require(mayAdministerUser(ctx.actor, user), 'You may not delete this user.');
    try {
      await database.transaction(async (transaction) => {
        const endsAdministrator = user.isAdmin && user.active;
        const others = await lockUser(transaction, id, endsAdministrator);
        if (endsAdministrator && others.length === 0) throw new LastAdministrator();
        await removeUser(transaction, id);
      });
    } catch (error) {
      // Everything that is somebody's by being theirs goes with them; authorship does not.
      if (violatedConstraint(error)?.endsWith('_fkey')) throw new UserHasContent();
      throw error;
    }
    ctx.log.info({ user: id, by: ctx.actor.id }, 'A user was deleted');
  };
}
