import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { componentize } from 'componentize-qjs';
import { type JsonObject, systemClock } from '#base';
import { type RequestContext, systemContext } from '#grammar/access';
import { createTaps, defineTap } from '#grammar/taps';
import { createPluginRuntime, type HostServices, type PluginLimits } from '#plugins';
import type { Logger } from '#platform/telemetry';
import { KEPT_DATA } from './kept-components.ts';
import { loadPlugin, type TestPlugin } from './load-plugin.ts';

const WIT = fileURLToPath(new URL('../../wit/0.1.0', import.meta.url));
const PROGRAM = fileURLToPath(import.meta.resolve('componentize-qjs'));

/**
 * A component made of JavaScript that exports a function for each tap, such as `itemView`. Kept
 * in the folder for temporary files, since making one takes a second.
 */
export async function buildPlugin(taps: readonly string[], source: string): Promise<Uint8Array> {
  const wit = [
    'package trovato:plugin@0.1.0;',
    'world tested {',
    '  import log; import request-context; import item-api; import items; import variables;',
    '  import clock; import random; import crypto; import plugins; import db; import raw-sql; import http; import queue; import cache;',
    '  use types.{json};',
    ...taps.map((tap) => `  export ${tap.replaceAll('_', '-')}: ${SIGNATURE};`),
    '}',
  ].join('\n');
  const hash = createHash('sha256').update(wit).update(source).update(PROGRAM).digest('hex');
  const folder = join(tmpdir(), 'trovato-test-plugins', hash);
  const file = join(folder, 'plugin.wasm');
  if (existsSync(file)) return readFileSync(file);
  mkdirSync(folder, { recursive: true });
  const contract = join(folder, `wit-${process.pid}`);
  cpSync(WIT, contract, { recursive: true });
  writeFileSync(join(contract, 'world.wit'), wit);
  const made = await componentize({
    witPath: contract,
    jsSource: source,
    sync: true,
    world: 'tested',
  });
  // Other tests may be making the same.
  writeFileSync(`${file}-${process.pid}`, made.component);
  renameSync(`${file}-${process.pid}`, file);
  return made.component;
}

const SIGNATURE = 'func(input: json) -> result<option<json>, string>';

/** A component that lies in `test/support/guests`, made from C. */
export function readGuest(
  name: 'plain' | 'engine' | 'loader' | 'hostile' | 'endless-start',
): Uint8Array {
  return readFileSync(new URL(`guests/${name}.wasm`, import.meta.url));
}

const anything = (answer: unknown): unknown => answer;

/** Asked while something is read: who fails is left out. */
export const viewTap = defineTap<object, unknown>({
  name: 'item_view',
  about: 'A tap that only reads.',
  failure: 'leave_out',
  check: anything,
});
/** Asked before something is saved: who fails ends it. */
export const saveTap = defineTap<object, unknown>({
  ...viewTap,
  name: 'item_presave',
  failure: 'abort',
  writes: true,
  changesItem: true,
});
/** Changes accumulate. */
export const alterTap = defineTap<object, object>({
  name: 'item_view_alter',
  about: 'A tap whose answers accumulate.',
  failure: 'leave_out',
  check: (answer) => answer as object,
  next: (input, answer) => ({ ...input, ...answer }),
});

export interface TestPluginOptions {
  readonly limits?: Partial<PluginLimits>;
  readonly services?: Partial<HostServices>;
}

/**
 * A runtime with taps that answer whatever plugins say, and time for them on a busy machine. What
 * it takes apart is kept for other tests, as long as what does that stays the same.
 */
export async function openTestPlugins({ limits = {}, services = {} }: TestPluginOptions = {}) {
  const taps = createTaps([viewTap, saveTap, alterTap]);
  const lines: string[] = [];
  const stopped: { readonly plugin: string; readonly reason: string }[] = [];
  const log = listeningLog(lines);
  const runtime = createPluginRuntime({
    data: KEPT_DATA,
    secret: 'a secret that only this test knows',
    services: {
      items: noItems,
      variables: noVariables,
      db: noDb,
      rawSql: noSql,
      http: noHttp,
      queue: noQueue,
      cache: noCache,
      ...services,
    },
    clock: systemClock,
    log,
    onStopped: (one) => void stopped.push(one),
    limits: { threads: 2, viewDeadline: 5_000, ...limits },
  });
  const context = (overrides: Partial<RequestContext> = {}) => systemContext({ log, ...overrides });
  return {
    taps,
    /** What was logged, with the fields before. */
    lines,
    stopped,
    context,
    load: (plugin: Partial<TestPlugin> & Pick<TestPlugin, 'name' | 'bytes'>) =>
      loadPlugin(taps, runtime, { taps: ['item_view'], capabilities: [], ...plugin }),
    /** What each plugin says at `item_view` to one input, by name. */
    async view(input: object, ctx = context()): Promise<{ readonly [plugin: string]: unknown }> {
      const [result] = await taps.ask(ctx, viewTap, [input]);
      return Object.fromEntries(
        (result?.answers ?? []).map(({ plugin, answer }) => [plugin, answer]),
      );
    },
    [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose](),
  };
}

/** Fields as they are stored. */
type TestFields = { readonly [name: string]: JsonObject | readonly JsonObject[] };

/** An item as rooms show it to plugins. */
export function tappedItem(fields: TestFields = {}) {
  return {
    id: '0190d7f0-0000-7000-8000-000000000001',
    type: 'post',
    title: 'A day at the harbour',
    published: true,
    author_id: '0190d7f0-0000-7000-8000-000000000002',
    created: '2026-05-01T12:00:00.000Z',
    fields: { body: { value: 'Boats, birds, bells.', format: 'plain_text' }, ...fields },
  };
}

const refused = (): Promise<never> => Promise.reject(new Error('The test offers none.'));
const noItems: HostServices['items'] = { load: refused, query: refused, save: refused };
const noDb: HostServices['db'] = {
  select: refused,
  insert: refused,
  update: refused,
  delete: refused,
};
const noCache: HostServices['cache'] = { get: refused, set: refused, invalidate: refused };
const noQueue: HostServices['queue'] = { add: refused };
const noHttp: HostServices['http'] = { fetch: refused };
const noSql: HostServices['rawSql'] = { query: refused };
const noVariables: HostServices['variables'] = { get: refused, set: refused, delete: refused };

function listeningLog(lines: string[]): Logger {
  const write = (fields: object, message: string) =>
    void lines.push(
      `${JSON.stringify(fields, (_key, value: unknown) => (value instanceof Error ? value.message : value))} ${message}`,
    );
  const log: Logger = { debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}
