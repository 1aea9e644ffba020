import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JsonObject } from '#base';
import type { PluginToLoad } from '#plugins';
import { openTestKernel } from '../support/kernel.ts';
import { buildPlugin, readGuest } from '../support/plugins.ts';

// What a plugin does on one page, while somebody else reads others.

const DEADLINE = 200;
/** A tap has three deadlines on a busy machine, and the machine may be busier than that. */
const LONGEST = 3 * DEADLINE + 2_500;
/** Who reads the bad page at once: fewer than there are threads. */
const BAD_READERS = 3;

/** Does on an item what its field “orders” says; on others it is well. */
const SOURCE = `import { getJson } from 'trovato:plugin/item-api@0.1.0';
import { save, load } from 'trovato:plugin/items@0.1.0';
import { set } from 'trovato:plugin/variables@0.1.0';
import { fetch } from 'trovato:plugin/http@0.1.0';
import { invoke } from 'trovato:plugin/plugins@0.1.0';
let seen = 'nothing';
const say = (value) => JSON.stringify({ '#type': 'text', '#value': value });
const refused = (work) => { try { return String(work()); } catch (error) { return error.payload.tag; } };
const deeper = (n) => 1 + deeper(n + 1);
const deeds = {
  loop: () => { for (;;); },
  recurse: () => say(String(deeper(0))),
  memory: () => { const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1)); },
  throw: () => { throw new Error('no wind'); },
  long: () => say('x'.repeat(2 << 20)),
  nonsense: () => 'no JSON',
  element: () => JSON.stringify({ '#type': 'no_such_element', '#value': 'bad' }),
  nested: () => { let text = say('in'); for (let i = 0; i < 5000; i++) text = '{"#type":"container","#children":{"a":' + text + '}}'; return text; },
  html: () => say('<script>alert(1)</script><b>bold</b>'),
  raw: () => JSON.stringify({ '#type': 'container', '#tag': 'script', '#children': { a: { '#type': 'text', '#value': 'alert(1)' } } }),
  attribute: () => JSON.stringify({ '#type': 'container', '#attributes': { onclick: 'alert(1)' }, '#children': {} }),
  link: () => JSON.stringify({ '#type': 'link', '#url': 'javascript:alert(1)', '#label': 'Here' }),
  remember: (orders) => { seen = orders.secret; return say('noted'); },
  invoke: (_, text) => say(refused(() => invoke('hostile', 'item_view', text))),
  write: () => say([refused(() => set('a', '1')), refused(() => save('{}'))].join(' ')),
  beyond: () => say(refused(() => load('x'))),
  near: () => say(['http://127.0.0.1/', 'http://[::1]/', 'http://2130706433/'].map((url) => refused(() => fetch(JSON.stringify({ url })))).join(' ')),
};
export function itemView(text) {
  const { handle } = JSON.parse(text);
  const orders = JSON.parse(getJson(handle, 'orders') ?? '{}').value ?? {};
  return deeds[orders.do]?.(orders, text) ?? say('I saw ' + seen);
}
export function itemAccess(text) {
  if (text.includes('"deny"')) throw new Error('not sure');
  return null;
}`;

type Site = Awaited<ReturnType<typeof openSite>>;

async function openSite() {
  const pluginLimits = {
    threads: 4,
    viewDeadline: DEADLINE,
    changeDeadline: DEADLINE,
    startDeadline: 10 * DEADLINE,
    // Each deed is to be done more than once.
    failures: 10_000,
  };
  const kernel = await openTestKernel({ settings: { pluginLimits } });
  const { items, system, app } = kernel;
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  await items.createType(system, 'note', { name: 'Note' });
  await items.addField(system, 'note', 'orders', { field_type: 'json', label: 'Orders' });
  for (const name of ['body', 'more']) {
    await items.addField(system, 'note', name, { field_type: 'long_text', label: name });
  }
  async function write(title: string, fields: JsonObject = {}) {
    const { id } = await items.createItem(system, 'note', { title, status: true, fields });
    return `${address}/item/${id}`;
  }
  const good = await write('A quiet page');
  return { ...kernel, write, good };
}

let site: Site;
let script: Uint8Array;
before(async () => {
  script = await buildPlugin(['item_view', 'item_access'], SOURCE);
  site = await openSite();
  // The first page of a program takes longer.
  await fetch(site.good);
});
after(() => site[Symbol.asyncDispose]());

interface Deed {
  readonly does: string;
  readonly orders: JsonObject;
  /** In two fields. */
  readonly text?: string;
  /** Default: the plugin in JavaScript. */
  readonly plugin?: Partial<PluginToLoad>;
  readonly capabilities?: PluginToLoad['capabilities'];
  /** Default 200. */
  readonly status?: number;
  /** What the bad page says besides. */
  readonly says?: RegExp;
}

/** The plugin in JavaScript says who may see an item, too, of which it is handed all. */
function judge(): Partial<PluginToLoad> {
  return { taps: ['item_view', 'item_access'], dataModes: { item_access: 'full' } };
}

const inC = (order: string, does: string): Deed => ({
  does,
  orders: { do: order },
  plugin: { bytes: readGuest('hostile'), taps: ['item_view'], dataModes: { item_view: 'full' } },
});

const DEEDS: readonly Deed[] = [
  { does: 'never ends', orders: { do: 'loop' } },
  { does: 'calls itself without end', orders: { do: 'recurse' } },
  { does: 'takes all memory', orders: { do: 'memory' } },
  { does: 'throws', orders: { do: 'throw' } },
  { does: 'answers two megabytes', orders: { do: 'long' } },
  { does: 'answers what is no JSON', orders: { do: 'nonsense' } },
  { does: 'answers an element that there is not', orders: { do: 'element' } },
  { does: 'answers elements in each other without end', orders: { do: 'nested' } },
  { does: 'answers HTML', orders: { do: 'html' }, says: /&lt;script&gt;/ },
  { does: 'answers a script', orders: { do: 'raw' } },
  { does: 'answers an attribute that runs', orders: { do: 'attribute' } },
  { does: 'answers an address that runs', orders: { do: 'link' } },
  { does: 'remembers what it saw', orders: { do: 'remember', secret: 'a secret' }, says: /noted/ },
  {
    does: 'asks itself',
    orders: { do: 'invoke' },
    capabilities: ['plugins'],
    says: /not-allowed/,
  },
  {
    does: 'saves where it only reads',
    orders: { do: 'write' },
    capabilities: ['variables', 'write_content'],
    says: /not-allowed not-allowed/,
  },
  { does: 'does what it was not granted', orders: { do: 'beyond' }, says: /not-granted/ },
  {
    does: 'asks hosts that are near',
    orders: { do: 'near' },
    capabilities: ['http:127.0.0.1', 'http:[::1]'],
    says: /not-allowed not-allowed not-allowed/,
  },
  { does: 'fails where it may deny', orders: { do: 'deny' }, plugin: judge(), status: 404 },
  {
    does: 'cannot be handed what it is to judge',
    orders: {},
    // Three bytes each, twice as many as a field holds.
    text: '潮'.repeat(200_000),
    plugin: judge(),
    status: 404,
  },
  inC('loop', 'never ends, in C'),
  inC('memory', 'takes all memory, in C'),
  inC('recurse', 'calls itself without end, in C'),
  inC('trap', 'stops in the middle'),
  inC('long answer', 'answers a hundred megabytes'),
  inC('bad utf-8', 'answers text that is none'),
  inC('bad text', 'answers text outside of its memory'),
  inC('bad answer', 'answers from outside of its memory'),
  inC('long argument', 'names a field of two gigabytes'),
  inC('ask for ever', 'asks the kernel for ever'),
];

for (const { does, orders, text, plugin, capabilities = [], status = 200, says = /./ } of DEEDS) {
  test(`while a plugin ${does}, others read on`, async () => {
    const bad = await site.write('A bad page', {
      orders: { value: orders },
      ...(text === undefined ? {} : { body: plain(text), more: plain(text) }),
    });
    using _ = await site.pluginRuntime.load({
      name: 'hostile',
      bytes: script,
      taps: ['item_view'],
      capabilities,
      ...plugin,
    });
    const attack = Promise.all(
      Array.from({ length: BAD_READERS }, async () => {
        const answer = await fetch(bad);
        return { status: answer.status, html: await answer.text() };
      }),
    );
    await readOn(attack);
    for (const page of await attack) {
      assert.equal(page.status, status, page.html);
      assert.match(page.html, says);
      assert.doesNotMatch(page.html, /I saw/);
      assert.doesNotMatch(page.html, /<script>alert|onclick="alert|href="javascript:/);
    }
    assert.doesNotMatch(await (await fetch(site.good)).text(), /a secret/);
  });
}

test('while a plugin never ends to start, others read on', async () => {
  const bytes = readGuest('endless-start');
  const attack = site.pluginRuntime
    .load({ name: 'slow', bytes, taps: ['item_view'], capabilities: [] })
    .then(
      () => 'it started',
      (error: unknown) => String(error),
    );
  await readOn(attack);
  assert.match(await attack, /took longer than 2000 ms/);
});

const plain = (value: string): JsonObject => ({ value, format: 'plain_text' });

/** Reads a page again and again until `attack` is over: none fails, and none takes too long. */
async function readOn(attack: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  void attack.finally(() => over.abort());
  do {
    const start = performance.now();
    const answer = await fetch(site.good);
    const html = await answer.text();
    const took = performance.now() - start;
    assert.equal(answer.status, 200);
    assert.match(html, /A quiet page/);
    assert.ok(took < LONGEST, `A page took ${Math.round(took)} ms.`);
  } while (!over.signal.aborted);
}
