#!/usr/bin/env node
import { saidToOldNode } from '../src/cli/old-node.ts';

const said = saidToOldNode(process.versions.node);
if (said === undefined) {
  const { runCommand } = await import('../src/cli/run-command.ts');
  process.exitCode = await runCommand(process.argv.slice(2), process);
} else {
  process.stderr.write(`${said}\n`);
  process.exitCode = 1;
}
