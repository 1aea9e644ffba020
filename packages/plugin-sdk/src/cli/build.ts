import { relative, resolve } from 'node:path';
import { type BuiltPlugin, buildPlugin } from '../build/build-plugin.ts';
import type { Command, Surroundings } from './command.ts';

/** `trovato-plugin build` */
export const build: Command = async (args, surroundings, options) => {
  const folders = args.length === 0 ? ['.'] : args;
  for (const folder of folders) {
    const built = await buildPlugin(resolve(surroundings.cwd(), folder), options);
    sayUnchecked(built, surroundings);
    surroundings.stdout.write(said(built, surroundings.cwd()));
  }
  return true;
};

/** Says that types were not checked, and what to do. */
export function sayUnchecked({ unchecked }: BuiltPlugin, { stderr }: Surroundings): void {
  if (unchecked !== undefined) stderr.write(`${unchecked}\n`);
}

function said({ manifest, file, bytes, unchanged }: BuiltPlugin, from: string): string {
  const where = relative(from, file);
  if (unchanged) return `${where} is up to date.\n`;
  const { label, version, implements: taps } = manifest;
  const megabytes = (bytes / 1_000_000).toFixed(1);
  return `Built ${where}: ${label} ${version}, answers ${taps.join(', ')}; ${megabytes} MB.\n`;
}
