import { resolve } from 'node:path';
import type { Surroundings } from './command.ts';
import { WrongUsage } from './wrong-usage.ts';

/** The one folder that a command is about. */
export function folderArgument(args: readonly string[], surroundings: Surroundings): string {
  const [folder = '.', ...more] = args;
  if (more.length > 0) throw new WrongUsage(`One folder at a time: ${args.join(' ')}`);
  return resolve(surroundings.cwd(), folder);
}
