import { parseId, type UserId } from '#base';
import type { PageRequest } from '#grammar/routes';
import type { User } from '../user.ts';
import { UserNotFound } from '../user-errors.ts';
import type { Users } from '../users.ts';

/** The user whose id stands in the path. */
export function userIdOf(request: PageRequest): UserId {
  const id = parseId<'user'>(request.params['id']);
  if (id === undefined) throw new UserNotFound();
  return id;
}

/** Their account; throws `NotFound` unless it is one's own or one administers users. */
export function accountOf(users: Users, request: PageRequest): Promise<User> {
  return users.getUser(request.ctx, userIdOf(request));
}
