import type { FormDefinition, FormElements, Forms } from '#grammar/forms';
import type { PageRequest, PageRoute } from '#grammar/routes';
import type { User } from '../user.ts';
import { isOneself, mayEditUser, require } from '../user-policy.ts';
import { profilePath } from '../user-reference.ts';
import type { Users } from '../users.ts';
import { entered } from './entered.ts';
import { refused } from './refused.ts';
import { accountOf } from './user-of.ts';
import { userTabs } from './user-tabs.ts';

interface Args {
  readonly request: PageRequest;
  readonly user: User;
  /** A new password needs the old one. */
  readonly asksPassword: boolean;
}

/** `/user/{id}/edit`: name, mail address and password of an account. */
export function editProfilePage(users: Users, forms: Forms): PageRoute {
  const form = editProfileForm(users);
  return {
    methods: ['GET', 'POST'],
    path: '/user/{id}/edit',
    signedIn: true,
    async handle(request) {
      const { actor } = request.ctx;
      const user = await accountOf(users, request);
      require(mayEditUser(actor, user), 'You may not change this user.');
      const asksPassword =
        isOneself(actor, user.id) && !(await users.sessions.isFresh(user.id, request.sessionToken));
      return forms.page(form, { request, user, asksPassword }, request, {
        title: `Edit ${user.name}`,
        ...userTabs(actor, user, 'edit'),
      });
    },
  };
}

function editProfileForm(users: Users): FormDefinition<Args> {
  return {
    id: 'user_profile',
    build: async (_ctx, args) => ({
      elements: elements(args),
      actions: { save: { label: 'Save' } },
      warnOnLeave: true,
    }),
    async submit(ctx, { request, user }, values) {
      const password = entered(values, 'password');
      try {
        const { session } = await users.updateUser(
          ctx,
          user.id,
          {
            name: entered(values, 'name'),
            mail: entered(values, 'mail'),
            ...(password === '' ? {} : { password }),
          },
          {
            currentPassword: entered(values, 'current_password'),
            sessionToken: request.sessionToken,
            client: request.client,
          },
        );
        return {
          kind: 'redirect',
          to: profilePath(user.id),
          ...(session ? { session } : {}),
          messages: [{ tone: 'positive', text: savedText(password !== '') }],
        };
      } catch (error) {
        return refused(error);
      }
    },
  };
}

function savedText(newPassword: boolean): string {
  return newPassword
    ? 'Saved. Wherever else this account was signed in, it is signed out now.'
    : 'Saved.';
}

function elements({ user, asksPassword }: Args): FormElements {
  return {
    name: {
      kind: 'text',
      label: 'Name',
      help: 'Everybody sees it beside what you write.',
      required: true,
      default: user.name,
      autocomplete: 'username',
    },
    mail: {
      kind: 'text',
      input: 'email',
      label: 'Mail address',
      sealed: true,
      help: 'Only you and those who administer users see it.',
      default: user.mail ?? '',
      autocomplete: 'email',
    },
    new_password: {
      kind: 'group',
      look: 'fieldset',
      transparent: true,
      sealed: true,
      label: user.hasPassword ? 'Change the password' : 'Set a password',
      elements: {
        current_password: {
          kind: 'text',
          input: 'password',
          label: 'Current password',
          access: asksPassword,
          autocomplete: 'current-password',
        },
        password: {
          kind: 'text',
          input: 'password',
          label: 'New password',
          help: `At least 10 characters.${user.hasPassword ? ' Leave it empty to keep the current one.' : ''}`,
          autocomplete: 'new-password',
        },
      },
    },
  };
}
