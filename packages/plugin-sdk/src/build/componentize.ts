import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { componentize } from 'componentize-qjs';
import { placesOf } from '../guest/lines.ts';
import { PluginProblem } from '../plugin-problem.ts';
import type { Bundle } from './bundle.ts';
import { witFolder } from './wit-folder.ts';

const { version }: { version: string } = createRequire(import.meta.url)(
  'componentize-qjs/package.json',
);

/** Which engine components are made with. */
export const ENGINE = `componentize-qjs ${version}`;

/** A component of an ES module: its JavaScript engine with the module loaded, on the world `plugin`. */
export async function makeComponent(
  { code, lines }: Bundle,
  wit: string,
  world: string,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-wit-'));
  try {
    await cp(witFolder(wit), folder, { recursive: true });
    await writeFile(join(folder, 'world.wit'), world);
    const { component } = await componentize({
      witPath: folder,
      jsSource: code,
      world: 'plugin',
      sync: true,
    });
    return component;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // The engine says first which of its own steps it was at.
    const [message = ''] = said.replace(/^[^]*module evaluation: (?:Error: )?/, '').split('\n');
    const why = [`The plugin cannot be started: ${message}`, ...placesOf(said, lines)].join('\n');
    throw new PluginProblem(why, { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
