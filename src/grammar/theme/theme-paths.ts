import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { Misconfigured } from '#base';
import { assetKinds } from './assets.ts';

const require = createRequire(import.meta.url);

/**
 * The file that a theme means: a path inside its folder, or `npm:PACKAGE/PATH` for one of a
 * package that is installed.
 */
export function themeFile(folder: string, path: string, from: string): string {
  const wrong = (what: string) => new Misconfigured('theme.file', `${from}: "${path}" ${what}`);
  if (!assetKinds.includes(extname(path))) {
    throw wrong(`is not a kind of file that pages load (${assetKinds.join(', ')}).`);
  }
  if (!path.startsWith('npm:')) {
    const file = resolve(folder, path);
    if (relative(folder, file).startsWith('..')) throw wrong('is outside of the theme.');
    return file;
  }
  const parts = path.slice('npm:'.length).split('/');
  const name = parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/');
  let root: string;
  try {
    root = dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw wrong(`names a package that is not installed.`);
  }
  const file = join(root, ...parts);
  if (relative(root, file).startsWith('..')) throw wrong('is outside of the package.');
  return file;
}

/** Reads a file of a theme; `from` is where it is named. */
export function readThemeFile(
  folder: string,
  path: string,
  from: string,
): { readonly name: string; readonly body: Buffer } {
  const file = themeFile(folder, path, from);
  try {
    return { name: basename(file), body: readFileSync(file) };
  } catch (error) {
    throw new Misconfigured('theme.file', `${from}: there is no file "${path}" (${file}).`, {
      cause: error,
    });
  }
}
