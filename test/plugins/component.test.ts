import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isObject, type Json, systemClock } from '#base';
import { systemContext } from '#grammar/access';
import { createTaps, defineTap } from '#grammar/taps';
import { createPluginRuntime } from '#plugins';
import { type Logger, silentLog } from '#platform/telemetry';
import { buildPlugin } from '../../packages/plugin-sdk/src/build/build-plugin.ts';
import { loadPlugin } from '../support/load-plugin.ts';

const { file, manifest } = await buildPlugin(fileURLToPath(new URL('probe', import.meta.url)));
const declared = manifest.implements.map((name) =>
  defineTap<object, Json>({
    name,
    about: 'Asked by these tests alone.',
    failure: 'leave_out',
    writes: true,
    check: (answer) => answer as Json | undefined,
  }),
);
const data = await mkdtemp(join(tmpdir(), 'trovato-probe-'));
const lines: string[] = [];
const write = (fields: object, message: string) =>
  void lines.push(`${message} ${'err' in fields ? String(fields.err) : ''}`);
const log: Logger = { ...silentLog, info: write, error: write, child: () => log };
const ctx = systemContext({ log });
const taps = createTaps(declared);
const variables = new Map<string, Json>();
const nothing = () => Promise.resolve(null);
const runtime = createPluginRuntime({
  data,
  secret: 'a secret that only this test knows',
  clock: systemClock,
  log,
  limits: { threads: 1, viewDeadline: 5_000 },
  services: {
    items: {
      load: () => Promise.resolve(null),
      query: () => Promise.resolve(null),
      save: () => Promise.resolve(null),
    },
    db: { select: nothing, insert: nothing, update: nothing, delete: nothing },
    rawSql: { query: nothing },
    http: { fetch: nothing },
    queue: { add: async () => undefined },
    cache: { get: nothing, set: async () => undefined, invalidate: async () => undefined },
    variables: {
      get: (_ctx, _plugin, name) => Promise.resolve(variables.get(name)),
      set: (_ctx, _plugin, name, value) => Promise.resolve(void variables.set(name, value)),
      delete: (_ctx, _plugin, name) => Promise.resolve(void variables.delete(name)),
    },
  },
});
await loadPlugin(taps, runtime, {
  name: manifest.name,
  bytes: await readFile(file),
  taps: manifest.implements,
  dataModes: manifest.dataModes,
  capabilities: manifest.capabilities,
});
after(async () => {
  await runtime[Symbol.asyncDispose]();
  await rm(data, { recursive: true });
});

const item = {
  id: '01890000-0000-7000-8000-000000000001',
  type: 'article',
  title: 'Sea',
  published: true,
  author_name: 'Ann',
  created: '2026-01-01T09:30:00.000Z',
  fields: {
    body: [
      { value: 'One', format: 'plain_text' },
      { value: 'Two', format: 'x' },
    ],
  },
};
const shown = { item, view_mode: 'full' };

/** What the plugin answers to one tap. */
async function ask(name: string, input: object): Promise<Json | undefined> {
  const tap = declared.find((one) => one.name === name);
  assert.ok(tap);
  const [result] = await taps.ask(ctx, tap, [input]);
  return result?.answers[0]?.answer;
}

async function found(): Promise<Record<string, unknown>> {
  const answer = await ask('item_view', shown);
  assert.ok(isObject(answer));
  const { '#value': value } = answer;
  assert.ok(typeof value === 'string');
  return JSON.parse(value);
}

test('a component reads the item that it is asked about', async () => {
  const { item: seen, format, missing, names } = await found();
  const { id, type, title, published, created } = item;
  assert.deepEqual(seen, [id, type, title, published, created, 'One\n\nTwo']);
  assert.equal(format, 'plain_text');
  assert.equal(missing, 'none');
  assert.match(String(names), /needs the whole item: write data_mode = "full"/);
});

test('a tap that is handed the whole item has all of it', async () => {
  const answer = await ask('preprocess_item', shown);
  assert.deepEqual(answer, { variables: { names: ['body'], author: 'Ann' } });
});

test('a component knows who asks, the time and chance', async () => {
  const { actor, may, stage, locale, now, chance } = await found();
  assert.deepEqual([actor, may, stage, locale], ['System', [true, true], 'live', 'en']);
  assert.ok(Array.isArray(now));
  const [asked, made, counted, epoch] = now.map((time) => new Date(time).getTime());
  assert.ok(Math.abs(Number(asked) - Date.now()) < 60_000);
  assert.ok(Number(made) >= Number(asked) && Number(counted) >= Number(made));
  assert.equal(epoch, 0);
  assert.deepEqual(chance, [false, false]);
});

test('a component makes digests, and signs with a key of its own', async () => {
  const { hash, signed } = await found();
  assert.deepEqual([hash, signed], ['4a69f19c', 128]);
});

test('a component keeps its variables, and nothing in its memory after a request', async () => {
  variables.clear();
  assert.equal((await found())['variable'], 'never');
  assert.equal(variables.get('seen'), 1);
  const again = await found();
  assert.equal(again['variable'], 1);
});

test('what the manifest does not ask for is refused, and told how to ask', async () => {
  const { items, invoked, others } = await found();
  assert.match(String(items), /^not-granted: This needs read_content = true under \[capab/);
  assert.match(String(invoked), /^not-granted: This needs plugins = true/);
  assert.deepEqual(others, [true, false]);
});

test('what an author writes to the console is in the log of the site', async () => {
  lines.length = 0;
  await found();
  assert.ok(
    lines.some((line) => line.startsWith('Asked {"about":"Sea"}')),
    lines.join('\n'),
  );
});

/** The number of the line with this text in a file of the plugin. */
function lineOf(name: string, text: string): number {
  const source = readFileSync(new URL(`probe/${name}`, import.meta.url), 'utf8');
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

test('an error names the lines that the author wrote', async () => {
  lines.length = 0;
  const page = { title: 'Talks', body: { '#type': 'text', '#value': '' } };
  const place = { url: '/', theme: 'site', layout: 'page', status: 200, front: false };
  assert.equal(await ask('page_alter', { ...place, page }), undefined);
  const said = lines.join('\n');
  assert.match(said, /TypeError: .*undefined/);
  const [author, other] = [lineOf('plugin.ts', 'page.tabs'), lineOf('first-of.ts', 'all[0]')];
  const stack = `at firstOf (first-of.ts:${other})\n    at pageAlter (plugin.ts:${author})`;
  assert.ok(said.includes(stack), said);
});

test('a filter of another plugin is left to it', async () => {
  const asked = { filter: 'shout', settings: { loud: true }, text: 'hey' };
  assert.equal(await ask('filter_process', { ...asked, plugin: 'other' }), undefined);
  const own = await ask('filter_process', { ...asked, plugin: 'probe' });
  assert.deepEqual(own, { text: 'shout {"loud":true} hey' });
});
