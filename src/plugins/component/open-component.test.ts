import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { readGuest } from '../../../test/support/plugins.ts';
import { planInstances } from '../instance/plan-instances.ts';
import { readContract } from '../read-contract.ts';
import { ComponentRefused } from './component-errors.ts';
import type { KeptParts } from './kept-parts.ts';
import { openComponent } from './open-component.ts';

const memory = 64 * 2 ** 20;
const plain = readGuest('plain');
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'trovato-components-'));
});
after(() => rm(folder, { recursive: true }));

const refused = (about: RegExp) => (error: unknown) =>
  error instanceof ComponentRefused && about.test(error.message);

test('a component is taken apart once, and read from what was kept after that', async () => {
  const first = await openComponent(plain, { folder, memory });
  const [file = ''] = await readdir(folder);
  const second = await openComponent(plain, { folder, memory });
  assert.deepEqual(second.wiring, first.wiring);
  assert.match(file, new RegExp(`^${first.hash}`));

  // Half of what was kept, as after a crash.
  await writeFile(join(folder, file), 'rubbish');
  const third = await openComponent(plain, { folder, memory });
  assert.deepEqual(third.wiring, first.wiring);
});

test('what one kernel took apart, another need not', async () => {
  const kept = new Map<string, Uint8Array>();
  const shared: KeptParts = {
    find: async ({ hash }) => kept.get(hash),
    save: async ({ hash }, bytes) => void kept.set(hash, bytes),
  };
  const [one, other] = [join(folder, 'one'), join(folder, 'other')];
  const first = await openComponent(plain, { folder: one, shared, memory });
  const start = performance.now();
  const second = await openComponent(plain, { folder: other, shared, memory });
  assert.deepEqual(second.wiring, first.wiring);
  assert.ok(performance.now() - start < 100, 'it was taken apart again');
  assert.deepEqual(await readdir(other), await readdir(one));

  kept.set(first.hash, new Uint8Array(7));
  const third = await openComponent(plain, { folder: join(folder, 'third'), shared, memory });
  assert.deepEqual(third.wiring, first.wiring);
  assert.ok((kept.get(first.hash)?.length ?? 0) > 7, 'what is not whole is made again');
});

test('what is no component is refused in words that help', async () => {
  const core = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
  for (const bytes of [new TextEncoder().encode('(component)'), core, new Uint8Array()]) {
    await assert.rejects(
      openComponent(bytes, { folder, memory }),
      refused(/^It is no WebAssembly component/),
    );
  }
  const broken = plain.slice(0, plain.length / 2);
  await assert.rejects(openComponent(broken, { folder, memory }), refused(/component: /));
});

test('a component that begins with more memory than a plugin may have is refused', async () => {
  await assert.rejects(
    openComponent(readGuest('hostile'), { folder, memory: 2 ** 20 }),
    refused(/It asks for \d MiB of memory; a plugin may have 1\./),
  );
});

test('a tap that a component does not export is named', async () => {
  const component = await openComponent(plain, { folder, memory });
  const { wit } = readContract();
  assert.ok(planInstances(component, ['item-view'], wit));
  assert.throws(
    () => planInstances(component, ['item-view', 'page-alter'], wit),
    refused(/does not export the function “page-alter”/),
  );
});

test('a component that asks for what this program does not have is refused', async () => {
  const component = await openComponent(plain, { folder, memory });
  const { wit } = readContract();
  const { name, version } = wit;
  assert.throws(
    () => planInstances(component, ['item-view'], { name, version, interfaces: new Map() }),
    refused(/It asks for trovato:plugin\/item-api@0\.1\.0#[a-z-]+, which this version/),
  );
  assert.throws(
    () => planInstances(component, ['item-view'], { ...wit, version: '0.2.0' }),
    refused(/which this version of the program does not have/),
  );
});
