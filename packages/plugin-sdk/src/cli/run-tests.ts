import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { PluginProblem } from '../plugin-problem.ts';
import type { Command } from './command.ts';
import { folderArgument } from './folder-argument.ts';

/** `trovato-plugin test` */
export const runTests: Command = async (args, surroundings) => {
  const folder = folderArgument(args, surroundings);
  const files = globSync('**/*.test.ts', { cwd: folder, exclude: ['**/node_modules/**'] }).sort();
  if (files.length === 0) {
    throw new PluginProblem(`There are no tests in ${folder}: no file ends with .test.ts.`);
  }
  const child = spawn(process.execPath, ['--test', '--test-reporter=spec', ...files], {
    cwd: folder,
    env: quiet(),
  });
  child.stdout.on('data', (text: Buffer) => surroundings.stdout.write(text.toString()));
  child.stderr.on('data', (text: Buffer) => surroundings.stderr.write(text.toString()));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => done(code === 0));
  });
};

/** Tests that are started by a test are tests of their own. */
function quiet(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _outer, ...environment } = process.env;
  return environment;
}
