import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import { PluginFailed } from '#grammar/taps';
import { buildPlugin, openTestPlugins, saveTap } from '../../test/support/plugins.ts';

const BYTES = await buildPlugin(
  ['item_presave'],
  `import { save } from 'trovato:plugin/items@0.1.0';
export const itemPresave = (text) => save(text);`,
);

const DEADLINE = 50;
/** What it may take in all is ten deadlines, and twice that. */
const SAVING = 2 * 10 * DEADLINE;
const refused = (): Promise<never> => Promise.reject(new Error('It is not asked for.'));

test('a plugin that was ended while it saved is asked again only when that is over, outside of a transaction too', async () => {
  const did: string[] = [];
  await using site = await openTestPlugins({
    limits: { threads: 2, changeDeadline: DEADLINE },
    services: {
      items: {
        load: refused,
        query: refused,
        async save(_: RequestContext, item) {
          const { slow } = item as { readonly slow: boolean };
          did.push('begins');
          if (slow) await sleep(SAVING);
          did.push('saved');
          return {};
        },
      },
    },
  });
  const taps = ['item_presave'];
  await site.load({ name: 'worker', bytes: BYTES, taps, capabilities: ['write_content'] });
  const ctx = site.context();
  const ask = (slow: boolean) => site.taps.ask(ctx, saveTap, [{ slow }]);
  const other = ask(false);
  await assert.rejects(ask(true), PluginFailed);
  await other;
  did.push('again');
  await ask(false);
  assert.deepEqual(did.slice(-3), ['again', 'begins', 'saved']);
  assert.equal(did.filter((what) => what === 'saved').length, 3);
});
