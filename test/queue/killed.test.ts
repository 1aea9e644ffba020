import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openEmptyDatabase } from '../support/database.ts';

const PROCESS = fileURLToPath(new URL('../support/queue-process.ts', import.meta.url));
const JOBS = 24;

/** Servers that work on the same jobs; on the embedded database, one at a time. */
async function openServers() {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-queue-'));
  const disposed = new AsyncDisposableStack();
  disposed.defer(() => rm(folder, { recursive: true }));
  const { url = '' } = disposed.use(await openEmptyDatabase());
  const journal = join(folder, 'journal');
  const children = new Set<ChildProcess>();
  disposed.defer(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  return {
    isShared: url !== '',
    start(adds = 0): ChildProcess {
      const child = fork(PROCESS, [join(folder, 'data'), url, journal, String(adds)]);
      children.add(child);
      return child;
    },
    /** What was written down: begun or done, which job, and by whom. */
    async lines(): Promise<readonly (readonly [what: string, job: number, by: number])[]> {
      const text = await readFile(journal, 'utf8');
      return text
        .trim()
        .split('\n')
        .map((line) => {
          const [what = '', job, by] = line.split(' ');
          return [what, Number(job), Number(by)] as const;
        });
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

async function hears(child: ChildProcess, message: string, times = 1): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let left = times;
  const hear = (said: unknown): void => {
    if (said === message && (left -= 1) === 0) resolve();
  };
  const gone = (): void => reject(new Error('The process ended by itself.'));
  child.on('message', hear).on('exit', gone);
  await promise.finally(() => child.off('message', hear).off('exit', gone));
}

async function kill(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

test('jobs of servers that are killed are done by others, and none by two at the same time', async () => {
  await using servers = await openServers();
  const killed = new Set<number>();
  let adds = JOBS;
  for (const begun of [1, 5, 9]) {
    const child = servers.start(adds);
    adds = 0;
    await hears(child, 'begun', begun);
    killed.add(child.pid ?? 0);
    await kill(child);
  }
  const last = servers.start();
  const others = servers.isShared ? [servers.start(), servers.start()] : [];
  await hears(last, 'idle');
  for (const child of [last, ...others]) {
    const exit = once(child, 'exit');
    child.send('end');
    await exit;
  }

  const lines = await servers.lines();
  const holders = new Map<number, number>();
  const done = new Set<number>();
  for (const [what, job, by] of lines) {
    const holder = holders.get(job);
    if (what === 'begun') {
      assert.ok(holder === undefined || killed.has(holder), `${job} was begun beside ${holder}`);
      holders.set(job, by);
    } else {
      done.add(job);
      holders.delete(job);
    }
  }
  assert.equal(done.size, JOBS);
  assert.ok(
    lines.filter(([what]) => what === 'begun').length > JOBS,
    'What was under way at a kill was begun again.',
  );
});
