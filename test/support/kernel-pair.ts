import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import type { Settings } from '#base';
import type { KernelOverrides } from '#kernel';
import { openAgain, openTestDatabase } from './database.ts';
import { openTestKernel, type TestKernel } from './kernel.ts';

/** Two kernels of one site, each with its own way to the database. */
export interface KernelPair extends AsyncDisposable {
  readonly one: TestKernel;
  readonly other: TestKernel;
}

export async function openKernelPair(
  settings: Partial<Settings> = {},
  overrides: KernelOverrides = {},
): Promise<KernelPair> {
  const stack = new AsyncDisposableStack();
  const database = await openTestDatabase();
  await database.queries.updateTable('cache_site').set({ id: randomUUID() }).execute();
  const one = stack.use(await openTestKernel({ ...overrides, database, settings }));
  // Closed before the first, with which the database goes.
  const other = stack.use(
    await openTestKernel({ ...overrides, database: await openAgain(database), settings }),
  );
  return { one, other, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

type App = TestKernel['app'];

/** A page as a reader gets it who is not signed in and has not been here. */
export async function read(app: App, url: string): Promise<string> {
  const { statusCode, body } = await app.inject({ url, headers: { accept: 'text/html' } });
  return statusCode === 200 ? body : String(statusCode);
}

/** The same page made anew: a reader with choices of their own is never answered from the cache. */
export async function readAnew(app: App, url: string): Promise<string> {
  const headers = { accept: 'text/html', cookie: 'trovato_choices=none' };
  const { statusCode, body } = await app.inject({ url, headers });
  return statusCode === 200 ? body : String(statusCode);
}

/** Asks for a page until it is answered from the cache. */
export async function warm({ app, cache }: TestKernel, url: string): Promise<void> {
  for (let tries = 0; tries < 20; tries++) {
    const { memory, shared } = cache.counts;
    await read(app, url);
    if (cache.counts.memory + cache.counts.shared > memory + shared) return;
  }
  assert.fail(`${url} is not kept.`);
}
