import type { Clock } from '#base';
import type { Forms } from '#grammar/forms';
import type { PageRoute } from '#grammar/routes';
import type { Users } from '../users.ts';
import { editProfilePage } from './edit-profile-page.ts';
import { loginLinkPage } from './login-link-page.ts';
import { profilePage } from './profile-page.ts';
import { sessionsPage } from './sessions-page.ts';
import { signInPage } from './sign-in-page.ts';
import { signOutPage } from './sign-out-page.ts';
import { tokensPage } from './tokens-page.ts';

/** The pages of accounts: signing in and out, and what is one's own. */
export function userPages(deps: {
  users: Users;
  forms: Forms;
  clock: Clock;
}): readonly PageRoute[] {
  const { users, forms, clock } = deps;
  return [
    signInPage(users, forms),
    signOutPage(users),
    loginLinkPage(users, forms),
    profilePage(users),
    editProfilePage(users, forms),
    sessionsPage(users, forms),
    tokensPage(users, forms, clock),
  ];
}
