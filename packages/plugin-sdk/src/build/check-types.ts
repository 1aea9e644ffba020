import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PluginProblem } from '../plugin-problem.ts';

/**
 * Has TypeScript look at the plugin in `folder`, as its `tsconfig.json` says. Throws `PluginProblem`
 * with what it finds, file and line. Answers why there was nothing to look with, or undefined.
 */
export async function checkTypes(folder: string): Promise<string | undefined> {
  if (!existsSync(join(folder, 'tsconfig.json'))) {
    return 'Types are not checked: there is no tsconfig.json beside plugin.ts. “trovato-plugin new” writes one.';
  }
  const tsc = findTypeScript(folder);
  if (tsc === undefined) {
    return 'Types are not checked: TypeScript is not installed. To have it: npm install --save-dev typescript';
  }
  const { found, code } = await run(tsc, folder);
  if (code === 0) return undefined;
  const places = found.replaceAll(/^(.+?)\((\d+),\d+\): error (TS\d+): /gm, '$1:$2: ');
  throw new PluginProblem(
    `TypeScript finds something wrong.\n${places.trim()}\nPut that right, or leave the check out with --no-check.`,
  );
}

function findTypeScript(folder: string): string | undefined {
  try {
    const from = createRequire(join(folder, 'plugin.ts'));
    return join(dirname(from.resolve('typescript/package.json')), 'bin', 'tsc');
  } catch {
    return undefined;
  }
}

function run(tsc: string, folder: string) {
  const args = [tsc, '-p', folder, '--noEmit', '--pretty', 'false'];
  const child = spawn(process.execPath, args, { cwd: folder });
  let found = '';
  child.stdout.on('data', (text: Buffer) => (found += text.toString()));
  child.stderr.on('data', (text: Buffer) => (found += text.toString()));
  return new Promise<{ readonly found: string; readonly code: number | null }>((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done({ found, code }));
  });
}
