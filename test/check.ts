import { spawn } from 'node:child_process';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';

// `npm run check`: everything that can be said about the code without running it.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LINES_SHOWN = 80;

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly advice: string;
}

const STEPS: readonly Step[] = [
  { name: 'types', command: ['tsc', '-p', '.'], advice: '' },
  { name: 'types of scripts', command: ['tsc', '-p', 'themes'], advice: '' },
  { name: 'format', command: ['oxfmt', '--check', '.'], advice: 'npm run format puts it right.' },
  { name: 'lint', command: ['oxlint', '--quiet'], advice: '' },
  {
    name: 'architecture',
    command: ['node', '--test', '--test-reporter=spec', 'test/architecture/'],
    advice: 'The rules are in CONTRIBUTING.md.',
  },
  {
    name: 'unused code',
    command: ['knip', '--no-progress', '--no-config-hints'],
    advice: 'Remove what nothing uses.',
  },
];

interface Result {
  readonly step: Step;
  readonly passed: boolean;
  readonly seconds: string;
  readonly output: string;
}

function runStep(step: Step): Promise<Result> {
  const started = performance.now();
  const [program = '', ...args] = step.command;
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...process.env, PATH: `${ROOT}node_modules/.bin${delimiter}${process.env['PATH']}` },
    stdio: ['ignore', 'pipe', 'pipe'],
    // On Windows the programs of npm are scripts.
    shell: process.platform === 'win32',
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (output += text.toString()));
  return new Promise((resolve) => {
    const end = (passed: boolean): void =>
      resolve({ step, passed, output, seconds: ((performance.now() - started) / 1000).toFixed(1) });
    child.on('error', (error) => {
      output += String(error);
      end(false);
    });
    child.on('close', (code) => end(code === 0));
  });
}

function report({ step, passed, seconds, output }: Result): void {
  console.log(`${passed ? '✓' : '✗'} ${step.name.padEnd(14)} ${seconds.padStart(5)} s`);
  if (passed) return;
  const lines = output.trimEnd().split('\n');
  console.log(lines.slice(0, LINES_SHOWN).join('\n'));
  if (lines.length > LINES_SHOWN) {
    console.log(`… and ${lines.length - LINES_SHOWN} more lines: ${step.command.join(' ')}`);
  }
  if (step.advice) console.log(step.advice);
  console.log();
}

const waiting = [...STEPS];
let failed = 0;
async function work(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const result = await runStep(step);
    if (!result.passed) failed += 1;
    report(result);
  }
}
await Promise.all([work(), work()]);
console.log(failed === 0 ? 'All is well.' : `${failed} of ${STEPS.length} checks failed.`);
process.exitCode = failed === 0 ? 0 : 1;
