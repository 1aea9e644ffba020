import { ANONYMOUS, newId, NotFound, systemClock, type UserId } from '#base';
import type { Actor } from '#grammar/access';
import { createWeb, type WebDependencies } from '#web';
import { Dependencies } from '#grammar/render';
import type { Drawn } from '#grammar/theme';
import { silentLog } from '#platform/telemetry';

export const BASE_URL = 'http://site.test';

/** An actor with these permissions. */
export function testActor(overrides: Partial<Actor> = {}): Actor {
  return {
    kind: 'user',
    id: newId<'user'>(),
    name: 'Ada',
    isAdmin: false,
    roles: [],
    permissions: new Set(),
    ...overrides,
  };
}

export const anonymous: Actor = testActor({
  kind: 'anonymous',
  id: ANONYMOUS satisfies UserId,
  name: 'Anonymous',
});

/** Whatever it is, as JSON. */
function drawn(value: object): Drawn {
  return { html: JSON.stringify(value), dependencies: new Dependencies() };
}

/**
 * The HTTP side alone, over what a test declares. Pages are drawn as the JSON of what the theme
 * would be given. The session `ada` is that of a user with the permission `work`; the tokens
 * `reader` and `writer` may do what they are called by.
 */
export async function openTestWeb(overrides: Partial<WebDependencies> = {}) {
  const ada = testActor({ permissions: new Set(['work']) });
  const { app } = await createWeb({
    settings: { secret: 'a secret of the test', baseUrl: BASE_URL, production: true },
    log: silentLog,
    clock: systemClock,
    assets: { find: () => undefined, icon: () => undefined },
    drawing: {
      prepare: async (_ctx, view) => view,
      prepareTexts: async () => ({}),
      renderPage: (view, site) => drawn({ view, site }),
      renderFragment: drawn,
    },
    site: () => ({ name: 'Test site', slogan: '', timeZone: 'UTC' }),
    authenticate: {
      session: async (token) => (token === 'ada' ? { actor: ada } : undefined),
      token: async (token) =>
        token === 'reader' || token === 'writer'
          ? {
              ...ada,
              kind: 'token',
              scopes: new Set(token === 'writer' ? ['read', 'write'] : ['read']),
            }
          : undefined,
      anonymous: () => anonymous,
    },
    stages: {
      steadily: (work) => work(),
      get: async () => Promise.reject(new NotFound('stage.not_found', 'There is no such stage.')),
      previews: { open: async () => ({ is: 'unknown' }) },
    },
    recent: async () => undefined,
    pages: [],
    endpoints: [],
    checks: [],
    gate: () => undefined,
    statements: () => 0,
    ...overrides,
  });
  return {
    app,
    [Symbol.asyncDispose]: () => app.close(),
  };
}
