import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { createWire } from '../test/support/wire.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PATIENCE = 60_000;

/** The program as `npm start` runs it, in a folder of its own. */
async function start(
  environment: Record<string, string>,
  [command, ...args]: readonly [string, ...string[]] = [process.execPath, MAIN],
) {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(command, args, {
    cwd: environment['TROVATO_DATA'],
    env: { ...inherited, PORT: '0', TROVATO_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const state = { output: '', ended: undefined as number | null | undefined };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => void (state.output += text));
  }
  const end = once(child, 'close').then(
    ([code]: (number | null)[]) => (state.ended = code ?? null),
  );
  return {
    state,
    async says(pattern: RegExp): Promise<string> {
      for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(50)) {
        const found = pattern.exec(state.output);
        if (found) return found[1] ?? found[0];
        if (state.ended !== undefined) break;
      }
      throw new Error(`It never said ${pattern}, but:\n${state.output}`);
    },
    /** Ends it as a service manager does; answers its exit code. */
    async stop(): Promise<number | null> {
      child.kill('SIGTERM');
      return (await end) ?? null;
    },
    exit: () => end,
    async [Symbol.asyncDispose]() {
      // With whatever it started.
      if (child.pid !== undefined && state.ended === undefined) process.kill(-child.pid, 'SIGKILL');
      await end;
    },
  };
}

async function dataFolder() {
  const path = await mkdtemp(join(tmpdir(), 'trovato-main-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describe('npm start', () => {
  it('prints where the site is, and ends within five seconds when told to', async () => {
    await using data = await dataFolder();
    await using site = await start({ TROVATO_DATA: data.path });
    const url = await site.says(/listens on (\S+)/);
    assert.equal((await fetch(`${url}/health/ready`)).status, 200);
    await site.says(/not against power loss/);

    await using other = await start({ TROVATO_DATA: data.path });
    await other.says(/The data folder \S+ is in use by process \d+/);
    assert.equal(await other.exit(), 1);

    await using elsewhere = await dataFolder();
    const port = new URL(url).port;
    await using third = await start({ TROVATO_DATA: elsewhere.path, PORT: port });
    await third.says(new RegExp(`Port ${port} is in use by another program.*PORT=\\d+ npm start`));
    assert.equal(await third.exit(), 1);

    const told = Date.now();
    assert.equal(await site.stop(), 0);
    assert.ok(Date.now() - told < 5_000);
  });

  it('ends when npm is told to end', async () => {
    await using data = await dataFolder();
    const npm = ['npm', 'start', '--prefix', ROOT] as const;
    await using site = await start({ TROVATO_DATA: data.path }, npm);
    const url = await site.says(/listens on (\S+)/);
    const told = Date.now();
    void site.stop();
    const answers = () => fetch(`${url}/health/live`).then(Boolean, () => false);
    while ((await answers()) && Date.now() - told < 5_000) await sleep(50);
    assert.equal(await answers(), false, 'The site is still there');
  });

  it('says which setting is wrong', async () => {
    await using data = await dataFolder();
    await using site = await start({ TROVATO_DATA: data.path, PORT: 'http' });
    await site.says(/PORT should be a number from 0 to 65535/);
    assert.equal(await site.exit(), 1);
    assert.doesNotMatch(site.state.output, /at .*\.ts:/);
  });
});

const url = process.env['DATABASE_URL'];

describe(
  'a database that is not there',
  { skip: url === undefined && 'DATABASE_URL is not set' },
  () => {
    it('is waited for with 503, found when it comes, and found again when it was away', async () => {
      const server = new URL(url ?? '');
      const name = `trovato_test_main_${process.pid}`;
      await withServer(server, (client) => client.query(`create database ${name}`));
      await using data = await dataFolder();
      const own = new URL(server);
      own.pathname = `/${name}`;
      const wire = await createWire(own);
      await wire.cut();
      try {
        const port = String(await freePort());
        await using site = await start({
          TROVATO_DATA: data.path,
          DATABASE_URL: wire.url,
          PORT: port,
        });
        await site.says(/listens on \S+ and answers 503 until the database is there/);
        const at = `http://127.0.0.1:${port}`;
        const down = await fetch(`${at}/`);
        assert.equal(down.status, 503);
        assert.match(await down.text(), /The database does not answer/);
        assert.equal((await fetch(`${at}/health/live`)).status, 200);
        const ready = await fetch(`${at}/health/ready`);
        assert.deepEqual(
          [ready.status, await ready.json()],
          [503, { status: 'down', down: ['database'] }],
        );

        // Nobody is turned away while the real site takes over from the one that waits.
        const kept = new Agent({ keepAlive: true, maxSockets: 1 });
        const asking = askOften(`${at}/health/live`, kept);
        await wire.join();
        await site.says(/listens on \S+\n/);
        assert.deepEqual(await asking.end(), { refused: 0 });
        assert.equal((await fetch(`${at}/health/ready`)).status, 200);

        await wire.cut();
        assert.equal((await fetch(`${at}/health/ready`)).status, 503);
        assert.equal((await fetch(`${at}/api/v1/items/none`)).status, 503);
        await wire.join();
        const status = await eventually(
          async () => (await fetch(`${at}/health/ready`)).status,
          200,
        );
        assert.equal(status, 200);
        // The connection on which it is told what others changed comes back too, and it goes on.
        await eventually(() => countListening(server, name), 1);
        await sleep(500);
        assert.equal((await fetch(`${at}/`)).status, 200);
        assert.equal(await site.stop(), 0);
      } finally {
        await wire.cut();
        await withServer(server, (client) => client.query(`drop database ${name} with (force)`));
      }
    });
  },
);

/** Asks again and again, by connections of their own and by one that stays open. */
function askOften(url: string, kept: Agent) {
  const ended = new AbortController();
  const ask = async (agent: Agent | false): Promise<number> => {
    let refused = 0;
    while (!ended.signal.aborted) {
      const answered = await new Promise<boolean>((resolve) =>
        get(url, { agent }, (answer) => answer.resume().on('end', () => resolve(true))).on(
          'error',
          () => resolve(false),
        ),
      );
      if (!answered) refused++;
      await sleep(5);
    }
    return refused;
  };
  const all = Promise.all([ask(false), ask(kept)]);
  return {
    async end() {
      await sleep(200);
      ended.abort();
      const [single, open] = await all;
      kept.destroy();
      return { refused: single + open };
    },
  };
}

async function eventually<Value>(ask: () => Promise<Value>, wanted: Value): Promise<Value> {
  const until = Date.now() + 15_000;
  let value = await ask();
  for (; value !== wanted && Date.now() < until; value = await ask()) await sleep(200);
  return value;
}

/** Connections to the database `name` that listened last. */
async function countListening(server: URL, name: string): Promise<number> {
  let count = 0;
  await withServer(server, async (client) => {
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity where datname = $1 and query like 'listen %'`,
      [name],
    );
    count = rowCount ?? 0;
  });
  return count;
}

async function withServer(url: URL, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** A port that nobody listens on just now. */
async function freePort(): Promise<number> {
  const wire = await createWire(new URL('postgres://127.0.0.1'));
  await wire.cut();
  return wire.port;
}
