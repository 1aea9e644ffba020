import { extname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { rolldown } from 'rolldown';
import type { Lines } from '../guest/lines.ts';
import { PluginProblem } from '../plugin-problem.ts';
import { LINES } from './entry.ts';
import { linesOf } from './line-table.ts';

const SDK = fileURLToPath(new URL('../', import.meta.url));
const ENTRY = 'trovato:entry';

/** In one line before the code, so that lines stay where they are. */
const EXPRESSION = {
  format: 'iife',
  name: 'exported',
  banner: "(() => { 'use strict';",
  footer: 'return exported; })()',
} as const;

export interface Bundle {
  readonly code: string;
  /** Where each line of the code came from. */
  readonly lines: Lines;
}

/**
 * One ES module of an entry and all that it imports, without types; only what the kernel offers is
 * left to be imported. As an `expression` it is what the module exports, for who has no modules.
 * Errors name the author's lines. Throws `PluginProblem` for what cannot be read.
 */
export async function bundle(
  folder: string,
  entry: string,
  format: 'module' | 'expression' = 'module',
): Promise<Bundle> {
  const ending = extname(import.meta.url);
  const own = new Map([
    ['@trovato/plugin-sdk', `${SDK}index${ending}`],
    ['@trovato/plugin-sdk/fields', `${SDK}fields/index${ending}`],
  ]);
  try {
    await using made = await rolldown({
      input: ENTRY,
      cwd: folder,
      platform: 'neutral',
      logLevel: 'silent',
      external: /^trovato:plugin\//,
      plugins: [
        {
          name: 'trovato',
          // Whatever is installed beside the plugin, it is built with the kit that builds it.
          resolveId: (id) => (id === ENTRY ? id : own.get(id)),
          load: (id) => (id === ENTRY ? { code: entry, moduleType: 'js' } : undefined),
        },
      ],
    });
    const { output } = await made.generate({
      ...(format === 'module' ? { format: 'esm' } : EXPRESSION),
      sourcemap: true,
      dir: folder,
    });
    const [{ code, map, imports }] = output;
    const foreign = imports.filter((one) => !one.startsWith('trovato:plugin/'));
    if (foreign.length > 0) throw new PluginProblem(foreignImports(foreign));
    const lines = map
      ? linesOf(code, map, (source) => nameOf(resolve(folder, source), folder))
      : { files: [], at: {} };
    const whole = code
      .replace(JSON.stringify(LINES), () => JSON.stringify(lines))
      .replace(/\n\/\/# sourceMappingURL=.*\n?$/, '\n');
    return { code: whole, lines };
  } catch (error) {
    if (error instanceof PluginProblem || !(error instanceof Error)) throw error;
    throw new PluginProblem(
      `The plugin cannot be put together. ${stripVTControlCharacters(error.message)}`,
      {
        cause: error,
      },
    );
  }
}

function foreignImports(names: readonly string[]): string {
  const isNode = names.every((name) => name.startsWith('node:'));
  const why = isNode
    ? 'inside of a site there is no Node'
    : 'it is not installed; install it beside the plugin';
  return `The plugin imports ${names.join(', ')}: ${why}.`;
}

/** How the author calls a file; undefined for those of the kit. */
function nameOf(file: string, folder: string): string | undefined {
  return file.startsWith(SDK) || file.endsWith(ENTRY) ? undefined : relative(folder, file);
}
