import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { newId, type Settings } from '#base';
import { systemContext } from '#grammar/access';
import type { Scope, User } from '#records/users';
import { silentLog } from '#platform/telemetry';
import { createKernel, type KernelOverrides } from '#kernel';
import { openTestBrowser } from './browser.ts';
import { loadPlugin, type TestPlugin } from './load-plugin.ts';
import { openTestDatabase } from './database.ts';
import { shareComponents } from './kept-components.ts';

/** What a test's user may do. */
export interface TestRights {
  readonly name?: string;
  readonly isAdmin?: boolean;
  readonly permissions?: readonly string[];
}

export type TestKernel = Awaited<ReturnType<typeof openTestKernel>>;

/** The whole program on a database and a data folder of the test's own, without a port. */
export async function openTestKernel(
  overrides: KernelOverrides & { readonly settings?: Partial<Settings> } = {},
) {
  const data = await mkdtemp(join(tmpdir(), 'trovato-test-'));
  await shareComponents(data);
  const settings: Settings = {
    databaseUrl: undefined,
    redisUrl: undefined,
    port: 0,
    host: '127.0.0.1',
    data,
    secret: 'a secret that only this test knows',
    baseUrl: 'http://site.test',
    logLevel: 'silent',
    production: true,
    themeDebug: false,
    cron: false,
    workers: false,
    pluginLimits: {},
    ...overrides.settings,
  };
  const database = overrides.database ?? (await openTestDatabase());
  const kernel = await createKernel(settings, { log: silentLog, ...overrides, database });
  const { app } = await kernel.web();
  const system = systemContext();

  async function addUser(rights: TestRights = {}): Promise<User> {
    const { users } = kernel;
    const { name = `user-${newId().slice(-12)}`, isAdmin = false, permissions = [] } = rights;
    if (permissions.length === 0) return users.createUser(system, { name, isAdmin });
    const role = await users.createRole(system, {
      name: `role_${newId().slice(-12)}`,
      label: `Role of ${name}`,
    });
    await users.savePermissions(system, new Map([[role, { grant: permissions }]]));
    return users.createUser(system, { name, isAdmin, roles: [role] });
  }

  async function enter(user: User) {
    const { users } = kernel;
    const link = await users.loginLinks.create(system, user.id);
    const secret = link.slice(link.lastIndexOf('/') + 1);
    const client = { address: '127.0.0.1', agent: 'Test browser' };
    const { token } = await users.loginLinks.use(system, secret, client, undefined);
    const session = await users.authenticateSession(token);
    if (session === undefined) throw new Error('The test could not sign in.');
    return { token, ctx: systemContext({ actor: session.actor }) };
  }

  return {
    ...kernel,
    pluginRuntime: {
      ...kernel.pluginRuntime,
      load: (plugin: TestPlugin) => loadPlugin(kernel.taps, kernel.pluginRuntime, plugin),
    },
    /** For operations that a test prepares things with. */
    system,
    app,
    addUser,
    /** An anonymous browser: keeps cookies, fills in forms. */
    browse: () => openTestBrowser(app),
    /** A browser in which a new user with these rights is signed in. */
    async signIn(rights: TestRights = {}) {
      const user = await addUser(rights);
      const { token, ctx } = await enter(user);
      const browser = openTestBrowser(app);
      browser.cookies.set('trovato_session', token);
      return { ...browser, user, ctx };
    },
    /** A function that asks REST with a token of a new user with these rights. */
    async api(rights: TestRights = {}, scopes: readonly Scope[] = ['read', 'write']) {
      const user = await addUser(rights);
      const { ctx } = await enter(user);
      const { token } = await kernel.users.tokens.create(ctx, user.id, { name: 'Test', scopes });
      return async (
        method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
        path: string,
        body?: unknown,
        headers: Record<string, string> = {},
      ) => {
        const answer = await app.inject({
          method,
          url: `/api/v1${path}`,
          headers: {
            authorization: `Bearer ${token}`,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
        });
        return {
          status: answer.statusCode,
          headers: answer.headers,
          json: answer.body === '' ? undefined : answer.json(),
        };
      };
    },
    async [Symbol.asyncDispose]() {
      await kernel[Symbol.asyncDispose]();
      await rm(data, { recursive: true, force: true });
    },
  };
}
