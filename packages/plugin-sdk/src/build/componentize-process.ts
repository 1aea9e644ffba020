import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { componentize } from 'componentize-qjs';

// A process of its own: `componentize.ts` starts it with a folder as its argument, and ends it when
// the plugin does not come to an end, for nothing else ends the engine. Makes `component.wasm` of
// the `plugin.js` and the WIT that are there, or says on its standard error why not.

const folder = process.argv[2] ?? '.';
try {
  const { component } = await componentize({
    witPath: join(folder, 'wit'),
    jsSource: readFileSync(join(folder, 'plugin.js'), 'utf8'),
    world: 'plugin',
    sync: true,
  });
  writeFileSync(join(folder, 'component.wasm'), component);
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
