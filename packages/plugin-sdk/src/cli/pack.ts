import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { create } from 'tar';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { buildPlugin } from '../build/build-plugin.ts';
import { sayUnchecked } from './build.ts';
import type { Command } from './command.ts';
import { folderArgument } from './folder-argument.ts';

/** `trovato-plugin pack` */
export const pack: Command = async (args, surroundings, options) => {
  const folder = folderArgument(args, surroundings);
  const built = await buildPlugin(folder, options);
  sayUnchecked(built, surroundings);
  const { name, version } = built.manifest;
  const parts = globSync('{templates,assets}/**/*', { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const files = [`${name}.info.toml`, `${name}.wasm`, ...parts.sort()];
  const file = join(folder, `${name}-${version}.tgz`);
  // Of no time and nobody, so that the same files are the same archive.
  await create(
    { file, cwd: folder, prefix: name, gzip: true, portable: true, mtime: new Date(0) },
    files,
  );
  const where = relative(surroundings.cwd(), file);
  surroundings.stdout.write(`Packed ${where}: ${files.join(', ')}.\n`);
  const npm = versionForNpm(folder);
  if (npm !== undefined && npm !== version) {
    surroundings.stderr.write(
      `${name}.info.toml says version ${version} and package.json ${npm}. Sites go by the first, npm by the second: make them the same.\n`,
    );
  }
  return true;
};

const PACKAGE = Type.Object({ version: Type.String() });

/** What `package.json` says; undefined: it says nothing, or is missing. */
function versionForNpm(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined;
  const about: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return Value.Check(PACKAGE, about) ? about.version : undefined;
}
