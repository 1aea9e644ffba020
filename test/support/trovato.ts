import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

const MAIN = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

interface Output {
  write(text: string): void;
}

/** `runCommand` of the command line, which only its own tests can reach. */
type RunCommand = (
  args: readonly string[],
  surroundings: {
    readonly environment: Readonly<Record<string, string | undefined>>;
    readonly folder: string;
    readonly stdout: Output;
    readonly stderr: Output;
  },
) => Promise<number>;

/**
 * The command line on a data folder of the test's own, and on a database of the test's own where
 * `DATABASE_URL` is set. Commands run in processes of their own; with `inside` they run in this
 * one, which takes two thirds of the time.
 */
export async function openCommandLine(inside?: RunCommand) {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-cli-'));
  const database = await createDatabase();
  const environment = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    TROVATO_DATA: join(folder, 'data'),
    ...(database ? { DATABASE_URL: database.url } : {}),
  };
  const start = (args: readonly string[], more: Record<string, string> = {}): ChildProcess =>
    spawn(process.execPath, [MAIN, ...args], { cwd: folder, env: { ...environment, ...more } });

  return {
    folder,
    /** Starts a process, with or without `inside`. */
    start,
    /** Runs a command to its end. */
    async run(args: readonly string[], more: Record<string, string> = {}) {
      if (inside !== undefined) {
        let [stdout, stderr] = ['', ''];
        const code = await inside(args, {
          environment: { ...environment, ...more },
          folder,
          stdout: { write: (said) => void (stdout += said) },
          stderr: { write: (said) => void (stderr += said) },
        });
        return { code, stdout, stderr };
      }
      const child = start(args, more);
      if (!child.stdout || !child.stderr) throw new Error('The process has no output.');
      const exit = once(child, 'exit');
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      const [code]: unknown[] = await exit;
      return { code, stdout, stderr };
    },
    async [Symbol.asyncDispose]() {
      await database?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createDatabase() {
  const server = process.env['DATABASE_URL'];
  if (server === undefined) return undefined;
  const name = `trovato_cli_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  const run = async (statement: string) => {
    const client = new Client({ connectionString: server });
    await client.connect();
    try {
      await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => run(`drop database ${name} with (force)`) };
}
