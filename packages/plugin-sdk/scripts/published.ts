/** What `package.json` says of where things are. */
export interface Package {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
}

/** The same of the package as it is published: JavaScript in `dist`, and no scripts. */
export function published({ scripts: _own, ...about }: Package): object {
  return {
    ...about,
    bin: Object.fromEntries(
      Object.entries(about.bin).map(([name, file]) => [name, `dist/${scriptOf(file)}`]),
    ),
    exports: Object.fromEntries(
      Object.entries(about.exports).map(([name, file]) => [
        name,
        file.endsWith('.ts') ? inDist(file.replace('./', './dist/')) : file,
      ]),
    ),
  };
}

function inDist(file: string) {
  return { types: file.replace(/\.ts$/, '.d.ts'), default: scriptOf(file) };
}

function scriptOf(file: string): string {
  return file.replace(/\.ts$/, '.js');
}
