import { LIVE, type StageId } from '#base';
import type { Transaction } from '#platform/database';
import { type Logger, silentLog } from '#platform/telemetry';
import { type Actor, systemActor } from './actor.ts';

/** Everything about one request that operations need to know. Passed explicitly, never ambient. */
export interface RequestContext {
  readonly actor: Actor;
  /** The stage that is read and written. */
  readonly stage: StageId;
  /** BCP 47, e.g. `en`. */
  readonly locale: string;
  readonly log: Logger;
  /** Aborted when the client went away or the deadline passed. */
  readonly signal: AbortSignal;
  /**
   * The transaction that all of this is part of: what is read and written with this context goes
   * through it. Missing where none is open. See `inTransaction`.
   */
  readonly transaction?: Transaction;
  /** Inside of how many taps that may save this is; default 0. */
  readonly depth?: number;
  /** The context of the request, in one that was made from it. */
  readonly origin?: RequestContext;
}

/** A context for work without a request: commands, the installer, tests. */
export function systemContext(overrides: Partial<RequestContext> = {}): RequestContext {
  return {
    actor: systemActor(),
    stage: LIVE,
    locale: 'en',
    log: silentLog,
    signal: new AbortController().signal,
    ...overrides,
  };
}
