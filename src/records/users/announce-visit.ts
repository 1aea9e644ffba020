import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import { userLogin, userLogout, type Visit } from './user-taps.ts';

/** Tells plugins that somebody has signed in. */
export async function announceLogin(
  taps: Taps,
  ctx: RequestContext,
  { id, name }: Visit,
  by: 'password' | 'link',
): Promise<void> {
  if (taps.has(userLogin)) await taps.ask(ctx, userLogin, [{ user: { id, name }, by }]);
}

/** Tells plugins that who asks has signed out. */
export async function announceLogout(
  taps: Taps,
  ctx: RequestContext,
  { id, name }: Visit,
): Promise<void> {
  if (taps.has(userLogout)) await taps.ask(ctx, userLogout, [{ user: { id, name } }]);
}
