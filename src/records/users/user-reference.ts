import { ANONYMOUS, type UserId } from '#base';
import { can } from '#grammar/access';
import type { ReferenceTarget } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { sql } from 'kysely';
import { mayListUsers } from './user-policy.ts';
import { searchProfiles } from './user-store.ts';

/** Lets fields point to users. Blocked users stay where they were named, without a link. */
export function createUserReference(queries: Queries): ReferenceTarget {
  return {
    type: 'user',

    select: (queries, ctx, ids, purpose) =>
      queries
        .selectFrom('users as u')
        .select([
          sql<string>`'user'::text`.as('type'),
          sql<string>`u.id::text`.as('id'),
          'u.name as label',
          sql<string>`''::text`.as('bundle'),
          sql`jsonb_build_object('active', u.status)`.as('detail'),
        ])
        .where('u.id', 'in', ids as readonly UserId[])
        .where('u.id', '!=', ANONYMOUS)
        .where((where) =>
          where.lit(
            purpose === 'save' || can(ctx.actor, 'access content') || mayListUsers(ctx.actor),
          ),
        ),

    url: (row) => (isActive(row.detail) ? profilePath(row.id as UserId) : undefined),

    async search(ctx, text, _bundles, limit) {
      if (ctx.actor.kind === 'anonymous') return [];
      const found = await searchProfiles(queries, text, limit);
      return found.map(({ id, name }) => ({ value: id, label: name }));
    },
  };
}

/** Where a user's profile is. */
export function profilePath(id: UserId): string {
  return `/user/${id}`;
}

function isActive(detail: unknown): boolean {
  return detail instanceof Object && 'active' in detail && detail.active === true;
}
