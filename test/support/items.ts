import { type Clock, type UserId, newId, parseId, systemClock } from '#base';
import { type Actor, type RequestContext, systemContext } from '#grammar/access';
import { createTaps, type Taps } from '#grammar/taps';
import { createTextFormats } from '#grammar/formats';
import { createFieldTypes, createReferenceTargets, type ReferenceTarget } from '#grammar/fields';
import { type Items, createItemReference, createItems } from '#records/items';
import type { Database } from '#platform/database';
import { silentLog } from '#platform/telemetry';
import { createStages, type Stages } from '#records/stages';
import { sql } from 'kysely';
import { openTestDatabase } from './database.ts';

/** Content on a database of the test's own, with people to act. */
export interface TestItems extends AsyncDisposable {
  readonly database: Database;
  readonly items: Items;
  readonly stages: Stages;
  /** The administrator. */
  readonly admin: RequestContext;
  readonly anonymous: RequestContext;
  /** A new user who has exactly these permissions. */
  user(...permissions: string[]): Promise<RequestContext>;
}

/** Users, as far as these tests point to them. */
const everyUser: ReferenceTarget = {
  type: 'user',
  select: (queries, _ctx, ids) =>
    queries
      .selectFrom('users')
      .select([
        sql<string>`'user'::text`.as('type'),
        sql<string>`id::text`.as('id'),
        'name as label',
        sql<string>`''::text`.as('bundle'),
        sql`null::jsonb`.as('detail'),
      ])
      .where(
        'id',
        'in',
        ids.flatMap((id) => parseId<'user'>(id) ?? []),
      ),
  url: (row) => `/user/${row.id}`,
  search: async () => [],
};

export async function openTestItems(
  options: { clock?: Clock; database?: Database; taps?: Taps } = {},
): Promise<TestItems> {
  const database = options.database ?? (await openTestDatabase());
  const references = createReferenceTargets();
  const clock = options.clock ?? systemClock;
  const taps = options.taps ?? createTaps();
  const stages = await createStages({
    database,
    clock,
    taps,
    log: silentLog,
    secret: 'a secret of the tests',
  });
  const items = createItems({
    database,
    stages,
    fieldTypes: createFieldTypes(),
    references,
    formats: createTextFormats(),
    clock,
    taps,
    roleNames: async () => [],
  });
  references.register(createItemReference(items));
  references.register(everyUser);
  const stop = await items.start();

  const insertUser = async (name: string, isAdmin: boolean): Promise<UserId> => {
    const id = newId<'user'>();
    const now = new Date();
    await database.queries
      .insertInto('users')
      .values({ id, name, is_admin: isAdmin, created: now, changed: now })
      .execute();
    return id;
  };
  const contextOf = (actor: Actor): RequestContext => systemContext({ actor });
  const adminId = await insertUser('Ada', true);

  return {
    database,
    items,
    stages,
    admin: contextOf({
      kind: 'user',
      id: adminId,
      name: 'Ada',
      isAdmin: true,
      roles: [],
      permissions: new Set(),
    }),
    anonymous: contextOf({
      ...systemContext().actor,
      kind: 'anonymous',
      name: 'Anonymous',
      isAdmin: false,
      permissions: new Set(['access content']),
    }),
    user: async (...permissions) => {
      const name = `user-${newId().slice(-12)}`;
      return contextOf({
        kind: 'user',
        id: await insertUser(name, false),
        name,
        isAdmin: false,
        roles: [],
        permissions: new Set(permissions),
      });
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await stages[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}
