import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Components of another JavaScript engine than the kit uses, which come in by the same door.

const WIT = new URL('../../wit/0.1.0/', import.meta.url);
const BUILDER = import.meta.resolve('@bytecodealliance/componentize-js');

/**
 * A component of StarlingMonkey, of JavaScript that exports a function for each tap. It has 12 MB
 * and takes seconds to make, so it is kept in the folder for temporary files. Needs no network.
 */
export async function buildStarlingMonkey(
  taps: readonly string[],
  source: string,
): Promise<Uint8Array> {
  const witWorld = worldOf(taps);
  const hash = createHash('sha256').update(witWorld).update(source).update(BUILDER).digest('hex');
  const kept = join(tmpdir(), 'trovato-test-plugins', hash);
  const file = join(kept, 'plugin.wasm');
  if (existsSync(file)) return readFileSync(file);
  const folder = mkdtempSync(join(tmpdir(), 'trovato-starlingmonkey-'));
  const sourcePath = join(folder, 'plugin.js');
  writeFileSync(sourcePath, source);
  const { componentize } = await importBuilder();
  const without: ('http' | 'fetch-event')[] = ['http', 'fetch-event'];
  // Its types do not know of `witWorld`.
  const options = { sourcePath, witWorld, worldName: 'tested', disableFeatures: without };
  const { component } = await componentize(options);
  mkdirSync(kept, { recursive: true });
  // Other tests may be making the same.
  const fresh = `${file}-${process.pid}`;
  writeFileSync(fresh, component);
  renameSync(fresh, file);
  rmSync(folder, { recursive: true });
  return component;
}

/** The contract and a world in one text: the builder finds no folder on this version of WASI. */
function worldOf(taps: readonly string[]): string {
  const contract = readdirSync(WIT).map((name) =>
    readFileSync(new URL(name, WIT), 'utf8').replace(/^package [^;]*;/, ''),
  );
  const exported = taps.map(
    (tap) =>
      `  export ${tap.replaceAll('_', '-')}: func(input: json) -> result<option<json>, string>;`,
  );
  return [
    'package trovato:plugin@0.1.0;',
    ...contract,
    'world tested {',
    '  import log; import item-api; import items; import variables; import clock; import random;',
    '  use types.{json};',
    ...exported,
    '}',
  ].join('\n');
}

/** Of what the builder would have, only what it uses is installed; see `overrides` in package.json. */
async function importBuilder() {
  const tools = import.meta.resolve('@bytecodealliance/jco-transpile/wasm-tools');
  using _ = registerBuilderHooks(tools);
  return await import('@bytecodealliance/componentize-js');
}

function registerBuilderHooks(tools: string): Disposable {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (context.parentURL?.includes('/componentize-js/') !== true) {
        return next(specifier, context);
      }
      const { url } = next(specifier, context);
      if (specifier === 'oxc-parser') {
        return script(`import { parse } from '${url}'; export default { parseAsync: parse };`);
      }
      if (specifier !== '@bytecodealliance/jco') return next(specifier, context);
      const adapter = new URL('../lib/wasi_snapshot_preview1.reactor.wasm', url);
      return script(`export { componentNew, metadataAdd } from '${tools}';
export const preview1AdapterReactorPath = () => new URL('${adapter.href}');`);
    },
  });
  return { [Symbol.dispose]: () => hooks.deregister() };
}

function script(text: string): { readonly url: string; readonly shortCircuit: true } {
  return { url: `data:text/javascript,${encodeURIComponent(text)}`, shortCircuit: true };
}
