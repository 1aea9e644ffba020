import { systemContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Logger } from '#platform/telemetry';
import type { GrantRebuild } from './rebuild-grants.ts';

/** Another kernel may have ended in the middle of it. */
const LOOK_AGAIN = 60_000;

/** Asks plugins about content that was there before them, whenever one is new; until disposed of. */
export function keepGrantsCurrent(
  rebuild: GrantRebuild,
  { taps, log }: { readonly taps: Taps; readonly log: Logger },
): AsyncDisposable {
  const ending = new AbortController();
  const ctx = systemContext({ log, signal: ending.signal });
  let working = Promise.resolve();
  const look = (retry: boolean): void => {
    working = working
      .then(() => rebuild.catchUp(ctx, { retry }))
      .catch((err: unknown) => {
        if (!ending.signal.aborted)
          log.error({ err }, 'Which grants content needs is not all asked');
      });
  };
  const stops = [taps.onRegistered(() => look(true)), rebuild.onStartedOver(() => look(true))];
  const timer = setInterval(() => look(false), LOOK_AGAIN).unref();
  look(true);
  return {
    async [Symbol.asyncDispose]() {
      for (const stop of stops) stop();
      clearInterval(timer);
      ending.abort();
      await working;
    },
  };
}
