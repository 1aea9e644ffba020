import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openTestKernel } from '../support/kernel.ts';
import { buildPlugin } from '../support/plugins.ts';
import { waitFor } from '../support/wait-for.ts';

const TAPS = ['item_access', 'item_grants', 'actor_grants', 'field_access'];

/** What it does depends on the title of the item, so that one component does all of it. */
const HOSTILE = await buildPlugin(
  TAPS,
  `const spoil = (text) => {
    if (text.includes('Loops')) for (;;);
    if (text.includes('Throws')) throw new Error('no');
    if (text.includes('Eats')) { const all = []; for (;;) all.push(new Uint8Array(1 << 20)); }
    if (text.includes('Rubbish')) return '{"deny": 7, "grant"';
    if (text.includes('Lies')) return '"yes"';
  };
  export const itemAccess = (text) => spoil(text);
  export const itemGrants = (text) => spoil(text);
  export const actorGrants = () => undefined;
  export const fieldAccess = () => undefined;`,
);

async function open() {
  // What is tried here fails more often than a plugin may.
  const site = await openTestKernel({ settings: { pluginLimits: { failures: 50 } } });
  await site.items.createType(site.system, 'note', { name: 'Note' });
  const write = (title: string) =>
    site.items.createItem(site.system, 'note', { title, status: true, promote: true });
  return { ...site, write };
}

const hostile = (taps: readonly string[]) => ({
  name: 'hostile',
  bytes: HOSTILE,
  taps,
  dataModes: Object.fromEntries(taps.map((tap) => [tap, 'full' as const])),
  capabilities: [],
});

for (const title of ['Loops', 'Throws', 'Eats', 'Rubbish', 'Lies']) {
  test(`an item at which a plugin goes wrong (${title}) is shown to nobody, and the site stays up`, async () => {
    await using site = await open();
    using _plugin = await site.pluginRuntime.load(hostile(['item_access']));
    const [bad, good] = [await site.write(title), await site.write('Calm')];
    const reader = site.browse();
    assert.equal((await reader.get(`/item/${bad.id}`)).status, 404);
    assert.equal((await reader.get(`/item/${good.id}`)).status, 200);
    const front = (await reader.get('/')).html;
    assert.doesNotMatch(front, new RegExp(title));
    assert.equal((await reader.get('/health/ready')).status, 200);
    const admin = await site.signIn({ isAdmin: true });
    assert.equal((await admin.get(`/item/${bad.id}`)).status, 200);
  });

  test(`an item whose grants a plugin cannot say (${title}) is saved and closed`, async () => {
    await using site = await open();
    const [before, calm] = [await site.write(title), await site.write('Calm, too')];
    using _plugin = await site.pluginRuntime.load(hostile(['item_grants', 'actor_grants']));
    const [bad, good] = [await site.write(title), await site.write('Calm')];
    const reader = site.browse();
    const status = async ({ id }: { id: string }) => (await reader.get(`/item/${id}`)).status;
    // Those that it is asked about together with a bad one are open when it was asked again.
    const wanted = [200, 200, 404, 404].join();
    const seen = async () => Promise.all([good, calm, bad, before].map(status));
    await waitFor(async () => (await seen()).join() === wanted);
    const { html } = await reader.get('/');
    assert.match(html, /Calm/);
    assert.doesNotMatch(html, new RegExp(title));
  });
}

test('an item that is too large to be handed to a plugin is not shown past it', async () => {
  await using site = await open();
  const { items, system } = site;
  await items.addField(system, 'note', 'body', {
    field_type: 'long_text',
    label: 'Body',
    cardinality: -1,
  });
  using _plugin = await site.pluginRuntime.load(hostile(['item_access']));
  const long = { value: 'a'.repeat(200_000), format: 'plain_text' };
  for (const [texts, status] of [
    [1, 200],
    [6, 404],
  ] as const) {
    const body = Array.from({ length: texts }, () => long);
    const { id } = await items.createItem(system, 'note', {
      title: 'Long',
      status: true,
      fields: { body },
    });
    assert.equal((await site.browse().get(`/item/${id}`)).status, status);
  }
});
