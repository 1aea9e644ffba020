import { setTimeout as sleep } from 'node:timers/promises';
import { type Settings, systemClock, Unavailable } from '#base';
import { createTextFormats } from '#grammar/formats';
import { createTaps } from '#grammar/taps';
import { prepareFirstStart } from '#install';
import { createLog, type Logger } from '#platform/telemetry';
import type { Web } from '#web';
import { createDrawing, createKernel, type Kernel } from '#kernel';

/** A site that answers requests. */
export interface Site extends AsyncDisposable {
  readonly kernel: Kernel;
  /** Where it listens. */
  readonly url: string;
  /** Signs the administrator in, once; on an embedded site where nobody has signed in yet. */
  readonly signIn: string | undefined;
}

const TRY_EVERY = 2_000;

/**
 * Brings the site up and listens. While PostgreSQL cannot be reached it answers 503 at the address
 * that `waits` is told, and keeps trying; `signal` ends that.
 */
export async function serve(
  settings: Settings,
  signal: AbortSignal,
  waits: (url: string) => void,
): Promise<Site> {
  const log = createLog(settings);
  const opening = createKernel(settings, { log });
  // While the embedded database starts in its thread, this one loads what comes next.
  const [{ kernel, door }, { checkPort, listen }] = await Promise.all([
    opening.then(
      (kernel): Opened => ({ kernel, door: undefined }),
      (error: unknown) => waitForDatabase(settings, log, error, signal, waits),
    ),
    import('#web'),
  ]);
  const close = async () => {
    await door?.[Symbol.asyncDispose]();
    await kernel[Symbol.asyncDispose]();
  };
  try {
    // Before a site is set up that could not be reached.
    if (!door) await checkPort(settings);
    const signIn =
      kernel.database.kind === 'embedded' ? await prepareFirstStart(kernel) : undefined;
    const { app } = await kernel.web();
    const url = await (door?.leadTo(app) ?? listen(app, settings));
    return {
      kernel,
      url,
      signIn: signIn === undefined ? undefined : (settings.baseUrl ?? url) + signIn,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Opened {
  readonly kernel: Kernel;
  /** What listens already, since before the database was there. */
  readonly door: Door | undefined;
}

async function waitForDatabase(
  settings: Settings,
  log: Logger,
  reason: unknown,
  signal: AbortSignal,
  waits: (url: string) => void,
): Promise<Opened> {
  if (!(reason instanceof Unavailable) || settings.databaseUrl === undefined) throw reason;
  const { listen } = await import('#web');
  const { app } = await createWaitingWeb(settings, log, reason);
  try {
    const url = await listen(app, settings);
    log.error({}, `${reason.message} Until then every page answers 503.`);
    waits(url);
    for (;;) {
      await sleep(TRY_EVERY, undefined, { signal });
      try {
        const kernel = await createKernel(settings, { log });
        log.info({}, 'The database answers now.');
        return { kernel, door: createDoor(app, url) };
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
      }
    }
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** What listens for as long as the program runs, whoever answers behind it. */
interface Door extends AsyncDisposable {
  /** From now on `app` answers, on the connections that are open too; answers the address. */
  leadTo(app: Web['app']): Promise<string>;
}

/** The listener stays: one that closed for another to open would turn somebody away between. */
function createDoor(waiting: Web['app'], url: string): Door {
  const { server } = waiting;
  return {
    async leadTo(app) {
      await app.ready();
      server.removeAllListeners('request');
      server.on('request', (request, response) => app.routing(request, response));
      return url;
    },
    async [Symbol.asyncDispose]() {
      // A connection whose last answer was under way would be kept open for another.
      const closing = setInterval(() => server.closeIdleConnections(), 50);
      await waiting.close().finally(() => clearInterval(closing));
    },
  };
}

/** Answers that the database is down, with the site's own error page, and that the process lives. */
async function createWaitingWeb(
  settings: Settings,
  log: Logger,
  reason: Unavailable,
): Promise<Web> {
  const { createWeb } = await import('#web');
  const { themes, drawing } = createDrawing(settings, log, {
    formats: createTextFormats(),
    taps: createTaps(),
  });
  const down = () => Promise.reject(reason);
  return createWeb({
    settings,
    log,
    clock: systemClock,
    assets: { find: themes.assets.find, icon: () => themes.get('site').icon },
    drawing,
    site: () => ({ name: 'Trovato', slogan: '', timeZone: 'UTC' }),
    authenticate: { session: down, token: down, anonymous: down },
    stages: { get: down, previews: { open: down }, steadily: (work) => work() },
    recent: down,
    pages: [],
    endpoints: [],
    checks: [{ name: 'database', check: down }],
    gate: () => reason,
    statements: () => 0,
  });
}
