import { mkdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, resolve } from 'node:path';
import { PLUGIN_NAME } from '../manifest/index.ts';
import { PluginProblem } from '../plugin-problem.ts';
import type { Command } from './command.ts';
import { exampleFiles } from './example.ts';
import { WrongUsage } from './wrong-usage.ts';

/** `trovato-plugin new` */
export const createNew: Command = async (args, surroundings) => {
  const [path = '', ...more] = args;
  const folder = resolve(surroundings.cwd(), path);
  const name = basename(folder);
  if (path === '' || more.length > 0 || !new RegExp(PLUGIN_NAME).test(name) || name.length > 50) {
    throw new WrongUsage(
      'A plugin is called as its folder: small letters, digits and hyphens, at most 50: trovato-plugin new plugins/reading-time',
    );
  }
  if (existsSync(folder)) {
    throw new PluginProblem(`There is a folder ${folder} already. Take another name.`);
  }
  await mkdir(folder, { recursive: true });
  const files = Object.entries(exampleFiles(name, folder));
  for (const [file, text] of files) await writeFile(join(folder, file), text);
  const where = relative(surroundings.cwd(), folder);
  const steps = [`cd ${where}`, ...(findsKit(folder) ? [] : ['npm install'])];
  surroundings.stdout.write(
    `Made ${where}: ${files.map(([file]) => file).join(', ')}.\nNow: ${steps.join(' && ')} && npm test && npm run build\n`,
  );
  return true;
};

/** Whether the kit is installed above the folder already, as in a checkout of Trovato. */
function findsKit(folder: string): boolean {
  try {
    createRequire(join(folder, 'plugin.ts')).resolve('@trovato/plugin-sdk/package.json');
    return true;
  } catch {
    return false;
  }
}
