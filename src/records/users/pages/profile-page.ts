import { NotFound, parseId, type UserId } from '#base';
import { can } from '#grammar/access';
import { container, type Element, inOrder, text, time } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import type { User } from '../user.ts';
import { UserNotFound } from '../user-errors.ts';
import { isOneself, mayViewAccount } from '../user-policy.ts';
import type { Users } from '../users.ts';
import { userTabs } from './user-tabs.ts';

/** `/user/{id}`: who somebody is. The mail address is for the account's own eyes. */
export function profilePage(users: Users): PageRoute {
  return {
    methods: ['GET'],
    path: '/user/{id}',
    async handle(request) {
      const { actor } = request.ctx;
      const id = parseId<'user'>(request.params['id']);
      // `/user/reset` and the like are addresses that lead nowhere, and nobody's.
      if (id === undefined) throw new NotFound('user.no_page', 'There is nothing at this address.');
      if (mayViewAccount(actor, id)) {
        const user = await users.getUser(request.ctx, id);
        return {
          kind: 'page',
          title: user.name,
          // Its mail address stands on it.
          sealed: true,
          body: facts(id, memberSince(user.created), ...accountFacts(user, isOneself(actor, id))),
          ...userTabs(actor, user, 'profile'),
        };
      }
      const profile = can(actor, 'access content') ? await users.findProfile(id) : undefined;
      if (!profile) throw new UserNotFound();
      return { kind: 'page', title: profile.name, body: facts(id, memberSince(profile.created)) };
    },
  };
}

type Fact = readonly [label: string, value: Element];

function memberSince(created: Date): Fact {
  return ['Member since', time(created)];
}

function accountFacts(user: User, own: boolean): readonly Fact[] {
  const status = user.active ? 'May sign in' : 'Blocked';
  return [
    ['Mail address', text(user.mail ?? 'None')],
    ...(user.lastLogin ? [['Last sign-in', time(user.lastLogin, 'relative')] as const] : []),
    ...(own ? [] : [['Status', text(status)] as const]),
  ];
}

/** What those who ask may know of the account; it is more for some. */
function facts(id: UserId, ...pairs: readonly Fact[]): Element {
  return container(
    inOrder(
      ...pairs.flatMap(([label, value]) => [
        container({ label: text(label) }, { tag: 'dt' }),
        container({ value }, { tag: 'dd' }),
      ]),
    ),
    {
      tag: 'dl',
      attributes: { class: 'facts' },
      cache: { tags: [`user:${id}`], contexts: ['user', 'permissions'] },
    },
  );
}
