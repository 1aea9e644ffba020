import type { Clock } from '#base';
import type { Database } from '#platform/database';
import { deleteExpiredStates } from './form-state-store.ts';
import { type KeptSteps, createKeptSteps } from './kept-steps.ts';
import { createSeal } from './seal.ts';
import { type SubmitOnce, createSubmitOnce } from './submit-once.ts';

/** What forms keep between requests, in `form_state_cache`, for six hours. */
export interface FormStates {
  readonly once: SubmitOnce;
  readonly steps: KeptSteps;
  /** Deletes what is too old; answers how much. */
  deleteExpired(): Promise<number>;
}

export function createFormStates(options: {
  readonly database: Database;
  /** Seals what is kept; the same on all kernels of a site. */
  readonly secret: string;
  readonly clock: Clock;
  /** How long the second of two that were sent waits for the first; default 10,000 ms. */
  readonly longestWait?: number;
}): FormStates {
  const { database, secret, clock, longestWait = 10_000 } = options;
  const deps = { queries: database.queries, clock, seal: createSeal(secret), longestWait };
  return {
    once: createSubmitOnce(deps),
    steps: createKeptSteps(deps),
    deleteExpired: () => deleteExpiredStates(database.queries, clock.now()),
  };
}
