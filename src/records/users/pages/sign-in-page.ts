import type { FormDefinition, Forms } from '#grammar/forms';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { Users } from '../users.ts';
import { entered } from './entered.ts';
import { localPath } from './local-path.ts';
import { refused } from './refused.ts';

/** `/user/login?to=/path`: who is signed in already is sent on. */
export function signInPage(users: Users, forms: Forms): PageRoute {
  const form = signInForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/login',
    async handle(request) {
      const to = localPath(request.query.get('to'), '/');
      if (request.ctx.actor.kind === 'user') return { kind: 'redirect', to };
      return forms.page(form, { request, to }, request, {
        title: 'Sign in',
        layout: 'centred',
        sealed: true,
      });
    },
  };
}

function signInForm(users: Users): FormDefinition<{ request: PageRequest; to: string }> {
  return {
    id: 'user_login',
    // A plugin that fails must not keep out who would switch it off.
    sealed: true,
    build: async () => ({
      elements: {
        name: {
          kind: 'text',
          label: 'Name or mail address',
          required: true,
          autocomplete: 'username',
        },
        password: {
          kind: 'text',
          input: 'password',
          label: 'Password',
          required: true,
          help: 'Forgotten? Ask an administrator for a sign-in link. They make one on the edit screen of your account, or with “trovato login-link”.',
          autocomplete: 'current-password',
        },
      },
      actions: { sign_in: { label: 'Sign in' } },
    }),
    async submit(ctx, { request, to }, values) {
      try {
        const { token } = await users.signIn(ctx, {
          nameOrMail: entered(values, 'name'),
          password: entered(values, 'password'),
          client: request.client,
          replaces: request.sessionToken,
        });
        return { kind: 'redirect', to, session: token };
      } catch (error) {
        return refused(error);
      }
    },
  };
}
