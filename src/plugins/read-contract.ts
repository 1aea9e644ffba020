import { readdirSync, readFileSync } from 'node:fs';
import { readWit, type WitPackage } from './abi/read-wit.ts';

const FOLDER = new URL('../../wit/0.1.0/', import.meta.url);

/** The WIT that plugins and this program have in common: its text, for threads, and what it says. */
export function readContract(): { readonly files: readonly string[]; readonly wit: WitPackage } {
  const files = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.wit'))
    .map((name) => readFileSync(new URL(name, FOLDER), 'utf8'));
  return { files, wit: readWit(files) };
}
