import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placesOf } from '../guest/lines.ts';
import { PluginProblem } from '../plugin-problem.ts';
import type { Bundle } from './bundle.ts';
import { comesToNoEnd } from './comes-to-no-end.ts';
import { witFolder } from './wit-folder.ts';

const { version }: { version: string } = createRequire(import.meta.url)(
  'componentize-qjs/package.json',
);

/** Which engine components are made with. */
export const ENGINE = `componentize-qjs ${version}`;

/** Milliseconds for making a component: what stands outside of functions, and the engine itself. */
const LONGEST_START = 30_000;

export interface ComponentSource {
  readonly bundle: Bundle;
  /** The version of the contract. */
  readonly wit: string;
  readonly world: string;
}

/**
 * A component of an ES module: its JavaScript engine with the module loaded, on the world `plugin`.
 * Throws `PluginProblem`, also when that takes more than `longest` milliseconds.
 */
export async function makeComponent(
  { bundle: { code, lines }, wit, world }: ComponentSource,
  longest = LONGEST_START,
): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-component-'));
  try {
    await cp(witFolder(wit), join(folder, 'wit'), { recursive: true });
    await writeFile(join(folder, 'wit', 'world.wit'), world);
    await writeFile(join(folder, 'plugin.js'), code);
    const said = await componentizeIn(folder, longest);
    if (said === undefined) return await readFile(join(folder, 'component.wasm'));
    // The engine says first which of its own steps it was at.
    const [message = ''] = said.replace(/^[^]*module evaluation: (?:Error: )?/, '').split('\n');
    const why = [`The plugin cannot be started: ${message}`, ...placesOf(said, lines)].join('\n');
    throw new PluginProblem(why);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const PROGRAM = fileURLToPath(
  new URL(`componentize-process${extname(import.meta.url)}`, import.meta.url),
);

/** Answers why nothing came of it; undefined: the component is in the folder. */
function componentizeIn(folder: string, longest: number): Promise<string | undefined> {
  const limits = { timeout: longest, killSignal: 'SIGKILL' } as const;
  return new Promise((done) => {
    execFile(process.execPath, [PROGRAM, folder], limits, (error, _said, complaint) => {
      if (error === null) done(undefined);
      else done(error.killed === true ? comesToNoEnd(longest) : complaint || error.message);
    });
  });
}
