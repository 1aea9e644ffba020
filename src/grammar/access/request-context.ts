import { LIVE, type StageId } from '#base';
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
