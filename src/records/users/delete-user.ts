import type { UserId } from '#base';
import { inTransaction, type RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import { violatedConstraint } from './taken.ts';
import { LastAdministrator, UserHasContent, UserNotFound } from './user-errors.ts';
import { mayAdministerUser, require } from './user-policy.ts';
import { tappedUser, userDelete } from './user-taps.ts';
import { findUser, lockUser, removeUser } from './user-store.ts';

export type DeleteUser = (ctx: RequestContext, id: UserId) => Promise<void>;

/** Ends an account that nothing was written with; one with content can be blocked. */
export function createDeleteUser({
  database,
  taps,
}: {
  database: Database;
  taps: Taps;
}): DeleteUser {
  return async (ctx, id) => {
    try {
      await inTransaction(database, ctx, async (transaction, inner) => {
        // Judged as it is under the lock: it may have become an administrator's until then.
        const others = await lockUser(transaction, id, true);
        const user = await findUser(transaction, id);
        if (!user) throw new UserNotFound();
        require(mayAdministerUser(ctx.actor, user), 'You may not delete this user.');
        if (user.isAdmin && user.active && others.length === 0) throw new LastAdministrator();
        await removeUser(transaction, id);
        if (taps.has(userDelete)) await taps.ask(inner, userDelete, [{ user: tappedUser(user) }]);
      });
    } catch (error) {
      // Everything that is somebody's by being theirs goes with them; authorship does not.
      if (violatedConstraint(error)?.endsWith('_fkey')) throw new UserHasContent();
      throw error;
    }
    ctx.log.info({ user: id, by: ctx.actor.id }, 'A user was deleted');
  };
}
