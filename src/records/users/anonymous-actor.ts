import { ANONYMOUS } from '#base';
import type { Actor } from '#grammar/access';
import type { Database } from '#platform/database';
import { listRolePermissions } from './role-store.ts';
import { ANONYMOUS_ROLE } from './roles.ts';

/** The channel on which kernels tell one another that permissions changed. */
export const ROLES_CHANNEL = 'roles';

/** The actor that stands for everybody who is not signed in. */
export interface AnonymousActor extends AsyncDisposable {
  get(): Promise<Actor>;
  /** The permissions changed: the next `get` reads them. */
  forget(): void;
}

/** Kept in memory, since most requests come from visitors: they cost no statement. */
export async function createAnonymousActor(database: Database): Promise<AnonymousActor> {
  let known: Promise<Actor> | undefined;
  const forget = () => void (known = undefined);
  const read = async (): Promise<Actor> => ({
    kind: 'anonymous',
    id: ANONYMOUS,
    name: 'Anonymous',
    isAdmin: false,
    roles: [ANONYMOUS_ROLE],
    permissions: new Set(await listRolePermissions(database.queries, ANONYMOUS_ROLE)),
  });
  const stop = await database.listen(ROLES_CHANNEL, forget);
  return {
    get: () => {
      if (known) return known;
      const reading = read();
      known = reading;
      // What failed is not remembered: the next request tries again.
      reading.catch(() => {
        if (known === reading) known = undefined;
      });
      return reading;
    },
    forget,
    [Symbol.asyncDispose]: stop,
  };
}
