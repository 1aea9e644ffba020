import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestContext } from '#grammar/access';
import { buildPlugin, openTestPlugins, viewTap } from '../../../test/support/plugins.ts';

const READER = await buildPlugin(
  ['item_view'],
  `import { load } from 'trovato:plugin/items@0.1.0';
export function itemView(text) {
  const { again } = JSON.parse(text);
  return again > 0 ? load(String(again - 1)) : JSON.stringify('the end');
}`,
);

const refused = (): Promise<never> => Promise.reject(new Error('It is not asked for.'));

test('plugins that ask for what plugins are asked about do not wait for each other for ever', async () => {
  const load = async (ctx: RequestContext, left: string) => {
    const [said] = await site.taps.ask(ctx, viewTap, [{ again: Number(left) }]);
    return `${left} ${String(said?.answers[0]?.answer)}`;
  };
  await using site = await openTestPlugins({
    limits: { threads: 2 },
    services: { items: { load, query: refused, save: refused } },
  });
  await site.load({ name: 'reader', bytes: READER, capabilities: ['read_content'] });
  const deep = await Promise.all([3, 3, 3].map((again) => site.view({ again }, site.context())));
  assert.deepEqual(deep, [
    { reader: '2 1 0 the end' },
    { reader: '2 1 0 the end' },
    { reader: '2 1 0 the end' },
  ]);
});
