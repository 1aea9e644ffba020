import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../manifest/index.ts';
import { GRANTED, importsOf } from './world.ts';

/** Stands in the bundle for the lines of the author's files, which are known after it is made. */
export const LINES = '@trovato lines@';

const GUEST = fileURLToPath(new URL('../guest/', import.meta.url));
// TypeScript in the repository, JavaScript as it is published.
const connectFile = `${GUEST}connect${extname(import.meta.url)}`;
const globalsFile = `${GUEST}globals${extname(import.meta.url)}`;
const refusalFile = `${GUEST}not-granted${extname(import.meta.url)}`;

/** What a component begins with: its taps as WIT exports, on the imports of its world. */
export function componentEntry(
  { name, wit, capabilities }: Manifest,
  plugin: string,
  taps: readonly string[],
): string {
  const imports = importsOf(capabilities).map((one) => [one, camelCase(one)] as const);
  const refused = Object.entries(GRANTED)
    .filter(([one]) => !importsOf(capabilities).includes(one))
    .map(([one, [capability]]) => `${camelCase(one)}: notGranted(${JSON.stringify(capability)})`);
  const host = [...imports.map(([, local]) => local), ...refused].join(', ');
  return [
    // Before the plugin, which may want the time while it is loaded.
    `import { serveGlobals } from ${JSON.stringify(globalsFile)};`,
    `import { connect } from ${JSON.stringify(connectFile)};`,
    `import { notGranted } from ${JSON.stringify(refusalFile)};`,
    ...imports.map(([one, local]) => `import * as ${local} from 'trovato:plugin/${one}@${wit}';`),
    `import plugin from ${JSON.stringify(plugin)};`,
    `const host = { ${host} };`,
    `const { call } = connect(plugin, { name: ${JSON.stringify(name)}, host, lines: ${JSON.stringify(LINES)} });`,
    'serveGlobals(host);',
    ...taps.map((tap) => `export const ${tap} = (input) => call('${tap}', input);`),
    '',
  ].join('\n');
}

/** The same for a kernel in this process: `open(host)` answers the connected plugin. */
export function localEntry({ name }: Pick<Manifest, 'name'>, plugin: string): string {
  return [
    `import { connect, tapsOf } from ${JSON.stringify(connectFile)};`,
    `import plugin from ${JSON.stringify(plugin)};`,
    'export const taps = tapsOf(plugin);',
    `export const open = (host) => connect(plugin, { name: ${JSON.stringify(name)}, host, lines: ${JSON.stringify(LINES)} });`,
    '',
  ].join('\n');
}

function camelCase(name: string): string {
  return name.replaceAll(/-(.)/g, (_all, letter: string) => letter.toUpperCase());
}
