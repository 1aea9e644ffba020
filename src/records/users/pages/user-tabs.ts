import type { Actor } from '#grammar/access';
import type { PageView } from '#grammar/routes';
import type { User } from '../user.ts';
import { isOneself, mayEditUser } from '../user-policy.ts';
import { profilePath } from '../user-reference.ts';

type Tab = 'profile' | 'edit' | 'sessions' | 'tokens';

/** The pages about one account, for those who may change it. */
export function userTabs(actor: Actor, user: User, active: Tab): Pick<PageView, 'tabs'> {
  if (!mayEditUser(actor, user)) return {};
  const path = profilePath(user.id);
  const own = isOneself(actor, user.id);
  const tab = (name: Tab, url: string, label: string) => ({ url, label, active: name === active });
  return {
    tabs: [
      tab('profile', path, 'Profile'),
      tab('edit', `${path}/edit`, 'Edit'),
      tab('sessions', `${path}/sessions`, own ? 'Your sessions' : 'Sessions'),
      tab('tokens', `${path}/tokens`, 'API tokens'),
    ],
  };
}
