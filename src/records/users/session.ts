import type { Clock, SessionId, StageId } from '#base';
import type { Actor } from '#grammar/access';
import type { Since } from './session-store.ts';

const DAY = 24 * 60 * 60 * 1000;
/** A session ends after so long without a request, */
const IDLE = 14 * DAY;
/** and after so long in any case. */
export const LONGEST_SESSION = 90 * DAY;
export const LOGIN_LINK_LASTS = DAY;
/** So long after a sign-in by link a password can be set without the old one. */
const FRESH_LINK_LASTS = 60 * 60 * 1000;
/** How exactly "last seen" and "last used" are kept. */
export const SEEN_EVERY = 60 * 1000;

/** Who a session's cookie stands for. */
export interface Authenticated {
  readonly actor: Actor;
  /** The stage that this visitor looks at. */
  readonly stage: StageId;
  readonly session: {
    /** Stays the same when the token changes. */
    readonly id: SessionId;
  };
}

/** One of a user's sessions, as its owner sees it. */
export interface SessionInfo {
  readonly id: SessionId;
  readonly created: Date;
  readonly seen: Date;
  readonly agent: string;
  readonly address: string;
  /** The one that asks. */
  readonly current: boolean;
}

/** What sessions must be younger than to count, now. */
export function stillValid(clock: Clock): Since {
  const now = clock.now().getTime();
  return { created: new Date(now - LONGEST_SESSION), seen: new Date(now - IDLE) };
}

/** Whether a session began with a one-time link a short while ago. */
export function isFreshLink(
  session: { readonly byLink: boolean; readonly created: Date },
  clock: Clock,
): boolean {
  return session.byLink && session.created.getTime() > clock.now().getTime() - FRESH_LINK_LASTS;
}
