import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const IMPORT = /(?:from|import|resolve|URL)\s*\(?\s*'([^']+)'/g;
const OPENS = /#kernel|#platform\/database|database|kernel|trovato\.ts|main\.ts|serve\.ts/;

/** Whether a test could open a database, by all that it and the files beside it import. */
export function opensDatabase(file: string, seen: Set<string> = new Set()): boolean {
  if (seen.has(file) || !existsSync(file)) return false;
  seen.add(file);
  const specifiers = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, name = '']) => name);
  return specifiers.some(
    (name) =>
      OPENS.test(name) ||
      (/^\.{1,2}\/.*\.ts$/.test(name) &&
        opensDatabase(fileURLToPath(new URL(name, `file://${file}`)), seen)),
  );
}
