import { SourceMap } from 'node:module';
import type { Lines } from '../guest/lines.ts';

type MapText = Omit<ConstructorParameters<typeof SourceMap>[0], 'sourceRoot'>;

/**
 * The lines of `code` that came from files with a name, for stack traces inside of a component,
 * where no source map is read.
 */
export function linesOf(
  code: string,
  map: MapText,
  nameOf: (source: string) => string | undefined,
): Lines {
  const sources = new SourceMap({ ...map, sourceRoot: '' });
  const files: string[] = [];
  const at: Record<string, readonly [number, number]> = {};
  for (const [line, text] of code.split('\n').entries()) {
    const found = sources.findEntry(line, text.search(/\S|$/));
    if (!('originalSource' in found) || found.generatedLine !== line) continue;
    const name = nameOf(found.originalSource);
    if (name === undefined) continue;
    if (!files.includes(name)) files.push(name);
    at[line + 1] = [files.indexOf(name), found.originalLine + 1];
  }
  return { files, at };
}
