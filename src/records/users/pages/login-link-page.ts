import type { FormDefinition, Forms } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { PageRequest, PageRoute } from '#grammar/routes';
import { LoginLinkUsed } from '../user-errors.ts';
import { profilePath } from '../user-reference.ts';
import type { Users } from '../users.ts';

interface Args {
  readonly request: PageRequest;
  readonly token: string;
  readonly name: string;
}

/**
 * `/user/login-link/{token}`: only its button uses the link up. Programs that look into mail
 * follow links, and they do not press buttons.
 */
export function loginLinkPage(users: Users, forms: Forms): PageRoute {
  const form = loginLinkForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/login-link/{token}',
    async handle(request) {
      const token = request.params['token'] ?? '';
      const user = await users.loginLinks.find(token);
      if (!user) throw new LoginLinkUsed();
      return forms.page(form, { request, token, name: user.name }, request, {
        title: 'Sign in once',
        layout: 'centred',
        // Its address is the secret.
        sealed: true,
      });
    },
  };
}

function loginLinkForm(users: Users): FormDefinition<Args> {
  return {
    id: 'user_login_link',
    sealed: true,
    build: async (_ctx, { name }) => ({
      elements: {
        who: {
          kind: 'static',
          element: paragraph(
            `This link signs you in as ${name}. It works once; set a password right after.`,
          ),
        },
      },
      actions: { sign_in: { label: 'Sign in' } },
    }),
    async submit(ctx, { request, token }) {
      const signedIn = await users.loginLinks.use(ctx, token, request.client, request.sessionToken);
      return {
        kind: 'redirect',
        to: `${profilePath(signedIn.user.id)}/edit`,
        session: signedIn.token,
        messages: [
          {
            tone: 'info',
            text: 'You are signed in. Set a password now, so that you can come back.',
          },
        ],
      };
    },
  };
}
