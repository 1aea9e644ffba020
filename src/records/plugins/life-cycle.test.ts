import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemContext } from '#grammar/access';
import { openTestDatabase } from '../../../test/support/database.ts';
import { openPluginFolder } from '../../../test/support/plugin-folders.ts';
import { openRegistry } from '../../../test/support/plugin-registry.ts';

const ctx = systemContext();
const taps = ['letter_sign', 'install', 'enable', 'upgrade', 'disable', 'uninstall'];

async function open() {
  const disposed = new AsyncDisposableStack();
  const database = disposed.use(await openTestDatabase());
  const { folder, put } = disposed.use(await openPluginFolder());
  const site = await openRegistry(database, [folder]);
  disposed.use(site.plugins);
  const other = await openRegistry(database, [folder]);
  disposed.use(other.plugins);
  return {
    ...site,
    other,
    database,
    put: (name: string, component: string, more: Parameters<typeof put>[2] = {}) =>
      put(name, component, { taps, ...more }),
    state: async (name: string) => (await site.get(ctx, name)).state,
    /** What was asked since this was looked at last, on this kernel. */
    asked: () => site.lives.splice(0),
    /** What plugins have kept, without the number. */
    async kept(): Promise<readonly string[]> {
      const rows = await database.queries.selectFrom('plugin_variable').select('name').execute();
      return rows.map(({ name }) => name.replace(/ \d+$/, '')).toSorted();
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

test('a plugin is asked at each turn of its life: it alone, once, by one kernel', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.put('rope', 'Pull');
  await site.enable(ctx, 'rope', []);
  assert.deepEqual(site.asked(), [
    'rope install {"version":"1.0.0"}',
    'rope enable {"version":"1.0.0"}',
  ]);
  await site.install(ctx, 'bells');
  await site.install(ctx, 'bells');
  assert.deepEqual(site.asked(), ['bells install {"version":"1.0.0"}']);
  await site.enable(ctx, 'bells', []);
  await site.enable(ctx, 'bells', []);
  assert.deepEqual(site.asked(), ['bells enable {"version":"1.0.0"}']);
  await site.put('bells', 'Dong', { version: '1.1.0' });
  await site.update(ctx, 'bells', []);
  assert.deepEqual(site.asked(), ['bells upgrade {"from":"1.0.0","to":"1.1.0"}']);
  await site.put('bells', 'Bong', { version: '1.1.0' });
  await site.update(ctx, 'bells', []);
  assert.deepEqual(site.asked(), [], 'the same version built again');
  await site.disable(ctx, 'bells');
  await site.disable(ctx, 'bells');
  assert.deepEqual(site.asked(), ['bells disable {"version":"1.1.0"}']);
  await site.put('bells', 'Bang', { version: '2.0.0' });
  await site.update(ctx, 'bells', []);
  assert.deepEqual(site.asked(), ['bells upgrade {"from":"1.1.0","to":"2.0.0"}']);
  await site.uninstall(ctx, 'bells');
  assert.deepEqual(site.asked(), ['bells uninstall {"version":"2.0.0"}']);
  assert.deepEqual(site.other.lives, []);
  assert.deepEqual(await site.kept(), ['enable', 'install']);
});

test('what others need is asked before them', async () => {
  await using site = await open();
  await site.put('tower', 'Bong', { dependencies: ['bells'] });
  await site.put('bells', 'Ding');
  await site.enable(ctx, 'tower', ['enable bells']);
  assert.deepEqual(
    site.asked().map((line) => line.replace(/ \{.*/, '')),
    ['bells install', 'bells enable', 'tower install', 'tower enable'],
  );
});

test('when a plugin fails, nothing is kept of the change, and why is said', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.put('tower', 'fails at install', { dependencies: ['bells'] });
  await assert.rejects(site.enable(ctx, 'tower', ['enable bells']), {
    code: 'plugin.failed_at_change',
    message: '“Tower” failed at “install”, and nothing was done. It has no rope.',
  });
  assert.deepEqual([await site.state('tower'), await site.state('bells')], ['found', 'found']);
  assert.deepEqual([await site.kept(), await site.ask(), site.loaded.size], [[], [], 0]);

  await site.enable(ctx, 'bells', []);
  await site.put('bells', 'Dong, fails at upgrade', { version: '2.0.0' });
  await assert.rejects(site.update(ctx, 'bells', []), { code: 'plugin.failed_at_change' });
  assert.deepEqual([await site.ask(), await site.kept()], [['Ding'], ['enable', 'install']]);
});

test('nobody is stuck with a plugin that fails when it is to go', async () => {
  await using site = await open();
  await site.put('bells', 'fails at disable, fails at uninstall');
  await site.enable(ctx, 'bells', []);
  await site.disable(ctx, 'bells');
  assert.deepEqual(
    [await site.state('bells'), await site.kept()],
    ['disabled', ['enable', 'install']],
  );
  await site.uninstall(ctx, 'bells');
  assert.deepEqual([await site.state('bells'), await site.kept()], ['found', []]);

  await site.enable(ctx, 'bells', []);
  await site.disable(ctx, 'bells');
  await site.database.queries
    .updateTable('plugin_component')
    .set({ bytes: Buffer.from('broken') })
    .execute();
  await site.uninstall(ctx, 'bells');
  assert.equal(await site.state('bells'), 'found', 'though it does not start any more');
});

test('a plugin that the program stops is not asked', async () => {
  await using site = await open();
  await site.put('bells', 'Ding');
  await site.enable(ctx, 'bells', []);
  site.asked();
  await site.stop('bells', 'It failed.');
  assert.deepEqual(site.asked(), []);
});

test('a plugin is asked nothing before somebody agreed to what it may do', async () => {
  await using site = await open();
  const asking = { capabilities: ['variables'] };
  await site.put('bells', 'Ding', asking);
  await assert.rejects(site.install(ctx, 'bells'), { code: 'plugin.asks' });
  assert.deepEqual(site.asked(), []);
  const { asks } = await site.planInstalling(ctx, 'bells');
  assert.deepEqual(
    asks.map(({ key }) => key),
    ['grant bells variables'],
  );
  await site.install(ctx, 'bells', ['grant bells variables']);
  assert.equal((await site.get(ctx, 'bells')).installed?.grants.length, 1);
  await site.enable(ctx, 'bells', []);
  await site.disable(ctx, 'bells');
  await site.put('bells', 'Dong', { version: '2.0.0', capabilities: ['variables', 'plugins'] });
  await assert.rejects(site.update(ctx, 'bells', []), { code: 'plugin.asks' });
  await site.update(ctx, 'bells', ['grant bells plugins']);

  await site.put('rope', 'Pull', { taps: ['letter_sign'], ...asking });
  await site.install(ctx, 'rope');
  assert.deepEqual((await site.get(ctx, 'rope')).installed?.grants, [], 'nothing is asked of it');
});

test('when two kernels update at once, one does, and the plugin is asked once', async () => {
  await using site = await open();
  const { other } = site;
  for (const enabled of [true, false]) {
    await site.put('bells', 'Ding');
    await site.enable(ctx, 'bells', []);
    if (!enabled) await site.disable(ctx, 'bells');
    await site.put('bells', 'Dong', { version: '2.0.0' });
    site.asked();
    const both = await Promise.allSettled([
      site.update(ctx, 'bells', []),
      other.update(ctx, 'bells', []),
    ]);
    const asked = [...site.asked(), ...other.lives.splice(0)];
    assert.deepEqual(asked, ['bells upgrade {"from":"1.0.0","to":"2.0.0"}'], String(enabled));
    assert.ok(both.some(({ status }) => status === 'fulfilled'));
    for (const one of both) {
      if (one.status === 'rejected') assert.equal(one.reason.code, 'plugin.changed');
    }
    if (enabled) await site.disable(ctx, 'bells');
    await site.uninstall(ctx, 'bells');
  }
});
