import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Redirect } from '#grammar/routes';
import type { Queries } from '#platform/database';
import type { FormOutcome } from './form.ts';
import { type SentRow, claimSent, findSent, finishSent, releaseSent } from './form-state-store.ts';
import type { Seal } from './seal.ts';
import { STATE_LIFETIME } from './state-lifetime.ts';

/**
 * Does what a form is for once, however often the same is sent from one rendering of it: at the
 * same time (a double click, an impatient reload) or later (the way back, sent again). It costs a
 * statement before and one after.
 */
export interface SubmitOnce {
  /**
   * What came of `act`, by whomever it was called. Where nothing came of it (something was wrong,
   * an error), the next one calls its own. undefined: another is at it for too long.
   */
  run(
    ctx: RequestContext,
    sent: SentRow,
    act: () => Promise<FormOutcome>,
  ): Promise<FormOutcome | undefined>;
  /** Where the same led to before, or leads to in a moment, if it was sent before. */
  recall(sent: SentRow): Promise<Redirect | undefined>;
}

const BETWEEN = 50;
/** A kernel that was killed ends nothing; what takes longer than this cannot be told from it. */
const ABANDONED = 5 * 60 * 1000;
/**
 * Signing in, out and in again from a page that the browser kept must not bring back the session
 * that ended.
 */
const WITH_SESSION = 10_000;

export function createSubmitOnce(deps: {
  readonly queries: Queries;
  readonly clock: Clock;
  readonly seal: Seal;
  /** How long somebody may wait at the screen for the same to be done, in milliseconds. */
  readonly longestWait: number;
}): SubmitOnce {
  const { queries, clock, seal, longestWait } = deps;
  const after = (milliseconds: number) => new Date(clock.now().getTime() + milliseconds);

  async function recall(sent: SentRow): Promise<Redirect | 'under way' | undefined> {
    const row = await findSent(queries, sent, clock.now());
    if (!row) return undefined;
    if (row.content === null) return 'under way';
    // Nothing but what `settle` sealed opens.
    return seal.open(row.content, contextOf(sent)) as Redirect | undefined;
  }

  async function actOnce(
    ctx: RequestContext,
    sent: SentRow,
    act: () => Promise<FormOutcome>,
  ): Promise<FormOutcome> {
    let outcome: FormOutcome | undefined;
    try {
      outcome = await act();
      return outcome;
    } finally {
      // What was done is done, whether or not this can be written.
      await settle(sent, outcome).catch((error: unknown) =>
        ctx.log.warn({ err: error }, 'What came of a form could not be kept'),
      );
    }
  }

  function settle(sent: SentRow, outcome: FormOutcome | undefined): Promise<void> {
    if (outcome?.kind !== 'redirect') return releaseSent(queries, sent);
    const lifetime = outcome.session === undefined ? STATE_LIFETIME : WITH_SESSION;
    const content = seal.close(outcome, contextOf(sent));
    return finishSent(queries, sent, content, after(lifetime));
  }

  return {
    async run(ctx, sent, act) {
      for (let waited = 0; waited < longestWait; waited += BETWEEN) {
        const times = {
          now: clock.now(),
          expires: after(STATE_LIFETIME),
          abandoned: after(-ABANDONED),
        };
        if (await claimSent(queries, sent, times)) return actOnce(ctx, sent, act);
        const before = await recall(sent);
        if (before !== undefined && before !== 'under way') return before;
        await wait(BETWEEN);
      }
      return undefined;
    },
    async recall(sent) {
      for (let waited = 0; waited < longestWait; waited += BETWEEN) {
        const before = await recall(sent);
        if (before !== 'under way') return before;
        await wait(BETWEEN);
      }
      return undefined;
    },
  };
}

function contextOf({ id, owner, digest }: SentRow): Buffer {
  return Buffer.concat([Buffer.from(id), owner, digest]);
}
