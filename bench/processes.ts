import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Load, LoadResult } from './load.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const execute = promisify(execFile);

/** A server in a process of its own. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  /** Milliseconds from the start of the process to the first good answer. */
  readonly started: number;
}

/** Starts the program as `npm start` does and waits until it is ready. */
export async function startSite(env: Readonly<Record<string, string>>): Promise<Server> {
  const port = String(20_000 + (process.pid % 20_000));
  const start = performance.now();
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: { ...process.env, TROVATO_LOG_LEVEL: 'error', NODE_ENV: 'production', PORT: port, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return ready(child, `http://127.0.0.1:${port}`, '/health/ready', start);
}

/** Raw Node HTTP that sends `body` for every request: the floor of all pages. */
export async function startFloor(body: string, type: string): Promise<Server> {
  const start = performance.now();
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), type], {
    env: { ...process.env, FLOOR_BODY: body },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    child.once('exit', () => reject(new Error('The floor did not start.')));
  });
  return ready(child, `http://127.0.0.1:${port}`, '/', start);
}

async function ready(
  child: ChildProcess,
  url: string,
  path: string,
  start: number,
): Promise<Server> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}.`);
    const answer = await fetch(url + path).catch(() => undefined);
    if (answer?.ok) break;
    if (performance.now() - start > 60_000) throw new Error('The server did not become ready.');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    url,
    started: performance.now() - start,
    [Symbol.asyncDispose]: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Runs the load generator against a server. */
export async function loadServer(load: Load): Promise<LoadResult> {
  const { stdout } = await execute(process.execPath, ['bench/load.ts', JSON.stringify(load)], {
    cwd: ROOT,
    maxBuffer: 2 ** 24,
  });
  // What `load.ts` prints.
  return JSON.parse(stdout) as LoadResult;
}

if (import.meta.main) {
  const body = Buffer.from(process.env['FLOOR_BODY'] ?? '');
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': process.argv[2] ?? 'text/html',
      'content-length': body.length,
    });
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) console.log(address.port);
  });
}
