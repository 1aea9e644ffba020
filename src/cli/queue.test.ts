import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Database, migrate, openDatabase } from '#platform/database';
import { openEmptyDatabase } from '../../test/support/database.ts';
import { runCommand } from './run-command.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

/** A site that is not running, with two jobs of a plugin that it does not have. */
async function openSite() {
  const disposed = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-queue-cli-'));
  disposed.defer(() => rm(folder, { recursive: true }));
  const { url } = disposed.use(await openEmptyDatabase());
  const data = join(folder, 'data');
  const environment = {
    PATH: process.env['PATH'],
    TROVATO_DATA: data,
    ...(url === undefined ? {} : { DATABASE_URL: url }),
  };
  await using database = await openDatabase({ databaseUrl: url, data });
  await migrate(database);
  await addJobs(database);
  return {
    environment,
    folder,
    async run(...args: readonly string[]) {
      const written = { stdout: '', stderr: '' };
      const code = await runCommand(args, {
        environment,
        folder,
        stdout: { write: (words) => (written.stdout += words) },
        stderr: { write: (words) => (written.stderr += words) },
      });
      return { code, ...written };
    },
    [Symbol.asyncDispose]: () => disposed.disposeAsync(),
  };
}

async function addJobs({ queries }: Database): Promise<void> {
  const failed = { state: 'failed', attempts: 5, said: 'No luck.', ended: new Date() } as const;
  const job = { queue: 'mail:letters', payload: '{"to":"Ada"}' };
  await queries
    .insertInto('job')
    .values({ ...job, ...failed })
    .execute();
  await queries.insertInto('job').values(job).execute();
}

test('jobs are seen, begun anew and deleted on the command line', async () => {
  await using site = await openSite();
  const status = await site.run('queue', 'status');
  assert.match(
    status.stdout,
    /^mail:letters: 1 waiting, 0 under way, 1 failed, 0 done; nobody works on it$/m,
  );
  const failed = await site.run('queue', 'list', '--json');
  assert.partialDeepStrictEqual(JSON.parse(failed.stdout), {
    jobs: [{ id: 1, queue: 'mail:letters', state: 'failed', said: 'No luck.' }],
  });
  const again = await site.run('queue', 'retry');
  assert.equal(again.stdout, 'One job is begun when a worker has time.\n');
  const both = await site.run('queue', 'retry', '1', '2', '--json');
  assert.deepEqual(JSON.parse(both.stdout), { retried: 2 });
  const gone = await site.run('queue', 'delete', '1', '2');
  assert.equal(gone.stdout, '2 jobs are deleted.\n');
  const none = await site.run('queue', 'retry', '1', '--json');
  assert.equal(none.code, 1);
  assert.partialDeepStrictEqual(JSON.parse(none.stdout), {
    error: { code: 'queue.job_not_found' },
  });
  assert.equal((await site.run('queue', 'delete', 'first')).code, 2);
});

test('a worker works on queues until it is told to end', async () => {
  await using site = await openSite();
  const unknown = await site.run('worker', 'nonsense', '--json');
  assert.equal(unknown.code, 1);
  assert.partialDeepStrictEqual(JSON.parse(unknown.stdout), {
    error: { code: 'cli.no_such_queue' },
  });
  assert.equal((await site.run('worker', '--jobs', '0')).code, 2);
  const { environment: env, folder: cwd } = site;
  const worker = spawn(process.execPath, [MAIN, 'worker', 'mail:letters', '--jobs', '2'], {
    cwd,
    env,
  });
  const exit = once(worker, 'exit');
  const said = text(worker.stdout);
  const [first] = (await once(worker.stderr, 'data')) as [Buffer];
  assert.equal(String(first), 'Works on mail:letters. Ctrl+C ends it.\n');
  worker.kill('SIGTERM');
  assert.deepEqual(await exit, [0, null]);
  assert.equal(await said, 'Ended. What was not done is given back.\n');
});
