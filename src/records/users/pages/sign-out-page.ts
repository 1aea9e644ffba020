import type { FormDefinition, Forms } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { Users } from '../users.ts';

/** `/user/logout`: asks, since a link alone must not sign anybody out. */
export function signOutPage(users: Users, forms: Forms): PageRoute {
  const form = signOutForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/logout',
    async handle(request) {
      if (request.sessionToken === undefined) return { kind: 'redirect', to: '/' };
      return forms.page(form, request, request, { title: 'Sign out', layout: 'centred' });
    },
  };
}

function signOutForm(users: Users): FormDefinition<PageRequest> {
  return {
    id: 'user_logout',
    build: async (ctx) => ({
      elements: {
        who: { kind: 'static', element: paragraph(`You are signed in as ${ctx.actor.name}.`) },
      },
      actions: { sign_out: { label: 'Sign out' } },
    }),
    async submit(ctx, request) {
      if (request.sessionToken !== undefined) await users.sessions.signOut(request.sessionToken);
      ctx.log.info({ user: ctx.actor.id }, 'A user signed out');
      return {
        kind: 'redirect',
        to: '/',
        session: null,
        messages: [{ tone: 'positive', text: 'You are signed out.' }],
      };
    },
  };
}
