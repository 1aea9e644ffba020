import { container, inOrder, paragraph } from '#grammar/render';
import type { PageRequest, PageRoute, Redirect } from '#grammar/routes';
import type { Users } from '../users.ts';

/**
 * `/user/logout`: asks, since a link alone must not sign anybody out. The button in the menu
 * posts here without the question; that another site does so is refused for every page.
 */
export function signOutPage(users: Users): PageRoute {
  return {
    methods: ['GET', 'POST'],
    path: '/user/logout',
    async handle(request) {
      const { sessionToken, method, ctx } = request;
      if (sessionToken === undefined) return { kind: 'redirect', to: '/' };
      if (method === 'POST') return signOut(users, request, sessionToken);
      return {
        kind: 'page',
        title: 'Sign out',
        layout: 'centred',
        sealed: true,
        body: container(
          inOrder(paragraph(`You are signed in as ${ctx.actor.name}.`), {
            '#type': 'form',
            '#action': '/user/logout',
            '#method': 'post',
            '#children': {
              button: { '#type': 'button', '#value': 'Sign out', '#look': 'primary' },
            },
          }),
        ),
      };
    },
  };
}

async function signOut(users: Users, { ctx }: PageRequest, token: string): Promise<Redirect> {
  await users.sessions.signOut(ctx, token);
  return {
    kind: 'redirect',
    to: '/',
    session: null,
    messages: [{ tone: 'positive', text: 'You are signed out.' }],
  };
}
