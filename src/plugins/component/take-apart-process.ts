import { registerHooks } from 'node:module';
import { readFileSync } from 'node:fs';
import { checkTables } from './check-tables.ts';
import { writeFrame } from './frames.ts';
import { patchModule } from './patch-module.ts';
import { readModule } from './read-module.ts';
import { type Instantiate, recordWiring } from './record-wiring.ts';

// A process of its own, without permissions: `take-apart.ts` starts it with a component on its
// standard input and how much memory the plugin may have as its argument. It answers three
// frames: names and lengths of the core modules, the patched modules, their wiring. The wiring is
// learned by running JavaScript that was made from the component, so the modules go out before.

// The library's own WASI starts threads when it runs in Node; the one for browsers does not.
registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier,
      specifier.startsWith('@bytecodealliance/preview2-shim/')
        ? { ...context, conditions: ['import', 'default'] }
        : context,
    ),
});

const memory = Number(process.argv[2]);
try {
  const { $init, generate } = await import('@bytecodealliance/jco-transpile/component');
  await $init;
  const { files } = generate(readFileSync(0), {
    name: 'plugin',
    instantiation: { tag: 'sync' },
    noTypescript: true,
    base64Cutoff: 0,
  });
  const script = files.find(([name]) => name === 'plugin.js')?.[1];
  if (script === undefined) throw new Error('nothing came of it');
  const patched = files
    .filter(([name]) => name.endsWith('.wasm'))
    .map(([name, bytes]) => [name, patchModule(bytes, memory)] as const);
  writeFrame(JSON.stringify({ lengths: patched.map(([, { length }]) => length) }));
  for (const [, bytes] of patched) writeFrame(bytes);

  const text = new TextDecoder().decode(script);
  if (text.includes("stringEncoding: 'utf16'")) throw new Error('its strings are not UTF-8');
  const modules = new Map(
    patched.map(([name, bytes]) => [name, new WebAssembly.Module(bytes)] as const),
  );
  const { instantiate } = (await import(
    `data:text/javascript;base64,${Buffer.from(text).toString('base64')}`
  )) as { instantiate: Instantiate };
  const wiring = recordWiring(instantiate, modules);
  checkTables(
    patched.map(([, bytes]) => readModule(bytes)),
    wiring,
  );
  writeFrame(JSON.stringify({ wiring }));
} catch (error) {
  writeFrame(JSON.stringify({ problem: error instanceof Error ? error.message : String(error) }));
}
