import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GuestFault } from '../abi/guest-memory.ts';
import { instantiate } from './instantiate.ts';
import type { InstancePlan } from './plan-instances.ts';

const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];
const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];

const HEAD = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** A module that imports one function, calls it as `tap`, and has a memory. */
function importing(module: string, name: string): WebAssembly.Module {
  return new WebAssembly.Module(
    Uint8Array.from([
      ...HEAD,
      ...section(1, 1, 0x60, 0, 0),
      ...section(2, 1, ...text(module), ...text(name), 0, 0),
      ...section(3, 1, 0),
      ...section(5, 1, 0, 1),
      ...section(7, 2, ...text('tap'), 0, 1, ...text('memory'), 2, 0),
      ...section(10, 1, 4, 0, 0x10, 0, 0x0b),
    ]),
  );
}

const planOf = (module: string, name: string): InstancePlan => ({
  instances: [{ module: 0, imports: [{ module, name, from: { kind: 'trap' } }] }],
  flags: [],
  entry: 0,
  functions: { tap: 'tap' },
  memory: { instance: 0, name: 'memory' },
});

test('an import that nobody offers ends the call, and is named', () => {
  const running = instantiate(planOf('env', 'steal'), [importing('env', 'steal')], () => undefined);
  assert.throws(
    () => running.functions.get('tap')?.call(),
    (error) =>
      error instanceof GuestFault &&
      error.message === 'called env#steal, which plugins may not use',
  );
});

test('names that a plugin chose do not reach the objects of the program', () => {
  for (const [module, name] of [
    ['__proto__', 'polluted'],
    ['polluted', '__proto__'],
    ['constructor', 'prototype'],
  ] as const) {
    assert.ok(instantiate(planOf(module, name), [importing(module, name)], () => undefined));
    assert.equal('polluted' in {}, false);
    assert.equal(typeof Object.prototype, 'object');
  }
});
