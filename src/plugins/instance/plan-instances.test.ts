import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coreModule } from '../../../test/support/core-modules.ts';
import type { WiredImport } from '../component/wiring.ts';
import { readContract } from '../read-contract.ts';
import { planInstances } from './plan-instances.ts';

const { wit } = readContract();
const module = new WebAssembly.Module(Uint8Array.from(coreModule({ code: [0x41, 0] })));
const numbered = (count: number, from: (name: string) => WiredImport['from']) =>
  Array.from({ length: count }, (_, i) => ({ module: '', name: String(i), from: from(String(i)) }));
const table: WiredImport = {
  module: '',
  name: '$imports',
  from: { kind: 'export', instance: 0, name: '$imports' },
};

/** As components are made: 0 has the table, 1 calls it by names that mean something, the others fill it. */
function component(names: readonly string[], filling: number, each: number) {
  const calling = names.map((name, i) => ({
    module: `trovato:plugin/clock@${wit.version}`,
    name,
    from: { kind: 'export' as const, instance: 0, name: String(i) },
  }));
  const filler = { module: 0, imports: [table, ...numbered(each, () => ({ kind: 'host' }))] };
  const instances = [
    { module: 0, imports: [] },
    { module: 0, imports: calling },
    ...Array.from({ length: filling }, () => filler),
  ];
  return { hash: '', modules: [module], wiring: { instances, flags: [] } };
}

test('a numbered import is what is called by its number', () => {
  const { instances } = planInstances(component(['now'], 1, 2), ['item-view'], wit);
  assert.deepEqual(
    instances[2]?.imports.map(({ from }) => from),
    [table.from, { kind: 'kernel', interface: 'clock', name: 'now' }, { kind: 'trap' }],
  );
});

test('a component with as many imports as may be is understood at once', () => {
  const start = performance.now();
  planInstances(component(['now'], 5, 9_000), ['item-view'], wit);
  assert.ok(performance.now() - start < 2_000, `${performance.now() - start} ms`);
});
