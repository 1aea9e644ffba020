import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '#platform/database';
import { Client } from 'pg';

/** A database of the benchmark's own: on the server of `url`, or embedded in a folder. */
export interface BenchDatabase extends AsyncDisposable {
  readonly database: Database;
  /** Of the PostgreSQL database; undefined when embedded. */
  readonly url: string | undefined;
  readonly folder: string;
}

export async function openBenchDatabase(url: string | undefined): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'trovato-bench-'));
  const own = url === undefined ? undefined : await createOn(url);
  const database = await openDatabase({ databaseUrl: own, data: folder });
  return {
    database,
    url: own,
    folder,
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]();
      if (url !== undefined && own !== undefined)
        await on(url, `drop database if exists ${nameOf(own)} with (force)`);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createOn(url: string): Promise<string> {
  const own = new URL(url);
  own.pathname = `/trovato_bench_${process.pid}`;
  await on(url, `drop database if exists ${nameOf(own.href)} with (force)`);
  await on(url, `create database ${nameOf(own.href)}`);
  return own.href;
}

function nameOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

async function on(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
