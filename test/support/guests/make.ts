import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentEmbed, componentNew } from '@bytecodealliance/jco-transpile/wasm-tools';

// `node test/support/guests/make.ts` makes the components that lie here from the C beside them.
// It needs clang and lld with WebAssembly, 14 or newer; tests use what it made.

const HERE = import.meta.dirname;
const CLANG = process.env['CLANG'] ?? 'clang';
const GUESTS = [
  { name: 'plain', source: 'plain.c', flags: [] },
  { name: 'engine', source: 'engine.c', flags: [], taps: ['item-view', 'item-presave'] },
  { name: 'loader', source: 'loader.c', flags: [] },
  { name: 'hostile', source: 'hostile.c', flags: [] },
  { name: 'endless-start', source: 'hostile.c', flags: ['-DENDLESS_START'] },
];

const folder = mkdtempSync(join(tmpdir(), 'trovato-guests-'));
for (const { name, source, flags, taps = ['item-view'] } of GUESTS) {
  const core = join(folder, `${name}.wasm`);
  execFileSync(CLANG, [
    '--target=wasm32',
    '-O2',
    '-nostdlib',
    '-fno-builtin',
    '-Wl,--no-entry',
    '-Wno-everything',
    ...flags,
    '-o',
    core,
    join(HERE, source),
  ]);
  const embedded = await componentEmbed({
    binary: readFileSync(core),
    witSource: witOf(join(HERE, '../../../wit/0.1.0'), taps),
    world: 'guest',
  });
  writeFileSync(join(HERE, `${name}.wasm`), await componentNew(embedded, []));
}
rmSync(folder, { recursive: true });

/** The parts of the contract that these guests use, and their world. */
function witOf(wit: string, taps: readonly string[]): string {
  const parts = ['types', 'item-api', 'records'].map((name) =>
    readFileSync(join(wit, `${name}.wit`), 'utf8').replace(/^package [^;]*;/, ''),
  );
  return `package trovato:plugin@0.1.0;
${parts.join('')}
world guest {
  import item-api;
  import items;
  use types.{json};
${taps.map((tap) => `  export ${tap}: func(input: json) -> result<option<json>, string>;`).join('\n')}
}`;
}
