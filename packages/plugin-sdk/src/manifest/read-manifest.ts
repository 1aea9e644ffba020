import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse, TomlError } from 'smol-toml';
import { PluginProblem } from '../plugin-problem.ts';
import { type Manifest, settled, type ManifestTable } from './manifest.ts';
import { manifestProblems, type ManifestProblem } from './manifest-problems.ts';
import { tableProblems } from './table-problems.ts';

const ENDING = '.info.toml';
/** It is read whenever somebody looks at the plugins of a site. */
const MOST_BYTES = 64 * 1024;

/**
 * Reads the `NAME.info.toml` in `folder`. Throws `PluginProblem`, with file and line for each thing
 * that is wrong and what was expected.
 */
export function readManifest(folder: string): Manifest {
  const file = join(folder, manifestFile(folder));
  return parseManifest(readText(file), file);
}

/** Where the manifest in `folder` says something of `key`: `tides.info.toml:8`. */
export function placeInManifest(folder: string, key: string): string {
  const name = manifestFile(folder);
  return `${name}:${lineOf(readText(join(folder, name)), key)}`;
}

/** The manifest in `text`, called `file` in what is thrown. */
export function parseManifest(text: string, file: string): Manifest {
  const table = tableOf(text, file);
  const problems = manifestProblems(table);
  if (problems.length > 0) throw wrong(file, text, problems);
  // The schema says that it is one.
  const said = table as ManifestTable;
  const further = furtherProblems(said, basename(file, ENDING));
  if (further.length > 0) throw wrong(file, text, further);
  return settled(said);
}

/** What no schema can say. */
function furtherProblems(said: ManifestTable, named: string): readonly ManifestProblem[] {
  const { name, dependencies = [], taps, tables = {} } = said;
  const { implements: answered, ...options } = taps;
  const other = Object.keys(options).filter((tap) => !answered.includes(tap));
  const problems: ManifestProblem[] = other.map((tap) => ({
    key: `taps.${tap}`,
    message: `“${tap}” is not among those that “implements” names.`,
  }));
  if (name !== named) {
    const message = `“name” must be "${named}", as the file is called. It is "${name}".`;
    problems.push({ key: 'name', message });
  }
  if (dependencies.includes(name)) {
    problems.push({ key: 'dependencies', message: '“dependencies” names the plugin itself.' });
  }
  return [...problems, ...tableProblems(tables)];
}

function manifestFile(folder: string): string {
  const files = namesIn(folder).filter((name) => name.endsWith(ENDING));
  const [only, another] = files;
  if (only === undefined) {
    throw new PluginProblem(
      `${folder} is no folder of a plugin: there is no NAME${ENDING} in it. Make one with: trovato-plugin new NAME`,
    );
  }
  if (another === undefined) return only;
  throw new PluginProblem(`${folder} has ${files.join(' and ')}; a plugin has one.`);
}

function readText(file: string): string {
  const found = lstatSync(file);
  if (!found.isFile()) throw new PluginProblem(`${file} is no file, but a link or a folder.`);
  if (found.size > MOST_BYTES)
    throw new PluginProblem(`${file} has more than ${MOST_BYTES / 1024} KiB, which is the most.`);
  return readFileSync(file, 'utf8');
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    throw new PluginProblem(`${folder} cannot be read.`, { cause: error });
  }
}

function tableOf(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [said] = error.message.split('\n', 1);
    throw new PluginProblem(`${file}:${error.line}: ${said}`, { cause: error });
  }
}

function wrong(file: string, text: string, problems: readonly ManifestProblem[]): PluginProblem {
  const lines = problems.map(({ key, message }) => `${file}:${lineOf(text, key)}: ${message}`);
  return new PluginProblem(lines.join('\n'));
}

/** The line that sets `key` or begins its table, else the first. */
function lineOf(text: string, key: string): number {
  const at = text.split('\n').findIndex((line) => {
    const [name = ''] = line.split('=', 1);
    const said = name.replaceAll(/[\s"'[\]]/g, '');
    // A table begins with itself, or with its columns.
    return said === key || (key.startsWith('tables.') && said.startsWith(`${key}.`));
  });
  return Math.max(at, 0) + 1;
}
