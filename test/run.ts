import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pingRedis } from '#platform/cache';
import { Client } from 'pg';
import { findChromium } from './support/chromium.ts';
import { opensDatabase } from './support/opens-database.ts';
import { type Tally, runFiles } from './support/run-files.ts';

// `npm test [-- PATH…]`: everything that this machine can run, on the embedded database; what
// opens a database again on PostgreSQL when DATABASE_URL or TEST_DATABASE_URL leads to one; what asks
// Redis again with it when REDIS_URL or TEST_REDIS_URL leads to one; then the journeys in a browser. With --strict, what could not be run counts as a failure.

const ROOT = fileURLToPath(new URL('..', import.meta.url));
/** A journey is a browser and a site, which wait for each other: two leave a part of two cores idle. */
const JOURNEYS_AT_ONCE = 3;
/** Test files that share a process are listed here. */
const BATCHES = `${ROOT}.cache/batches`;
const SETTINGS = /^(?:DATABASE_URL|REDIS_URL|PORT|HOST|NODE_ENV|TROVATO_)/;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { strict: { type: 'boolean', default: false } },
});
const find = (pattern: string): readonly string[] =>
  globSync(pattern, { cwd: ROOT, exclude: ['**/node_modules'] })
    .filter((file) => positionals.length === 0 || positionals.some((part) => file.includes(part)))
    .map((file) => `${ROOT}${file}`);

const journeys = find('test/journeys/**/*.test.ts');
const files = find('{src,test,packages,plugins,examples,bench}/**/*.test.ts').filter(
  (file) => !journeys.includes(file),
);
const url = process.env['TEST_DATABASE_URL'] || process.env['DATABASE_URL'];
const redisUrl = process.env['TEST_REDIS_URL'] || process.env['REDIS_URL'];
// A test sees the defaults, whatever is set where it runs.
for (const name of Object.keys(process.env)) if (SETTINGS.test(name)) delete process.env[name];
// All processes of a run read the program as the first of them understood it.
process.env['NODE_COMPILE_CACHE'] = `${ROOT}.cache/compile`;

/** Why the database at `address` cannot be used, or undefined when it can. */
async function whyNot(address: string | undefined): Promise<string | undefined> {
  if (!address) return 'neither DATABASE_URL nor TEST_DATABASE_URL is set';
  const client = new Client({ connectionString: address, connectionTimeoutMillis: 2000 });
  try {
    await client.connect();
    await client.end();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Why the Redis at `address` cannot be used, or undefined when it can. */
async function whyNoRedis(address: string | undefined): Promise<string | undefined> {
  if (!address) return 'neither REDIS_URL nor TEST_REDIS_URL is set';
  try {
    await pingRedis(address);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const total: Tally = { passed: 0, failed: 0, skipped: 0 };
const missing: string[] = [];

async function round(
  title: string,
  paths: readonly string[],
  concurrency: number,
  batches?: string,
): Promise<void> {
  if (paths.length === 0) return;
  console.log(`\n${title}: ${paths.length} files`);
  const tally = await runFiles(paths, {
    concurrency,
    root: ROOT,
    ...(batches === undefined ? {} : { batches }),
  });
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped += tally.skipped;
}

await round('On the embedded database', files, availableParallelism(), BATCHES);
const reason = await whyNot(url);
if (reason === undefined && url) {
  process.env['DATABASE_URL'] = url;
  // What opens no database was run above.
  const asking = files.filter((file) => opensDatabase(file));
  await round('On PostgreSQL', asking, availableParallelism(), BATCHES);
} else {
  missing.push(`Nothing was run on PostgreSQL: ${reason}.`);
}
const noRedis = await whyNoRedis(redisUrl);
if (noRedis === undefined && redisUrl) {
  process.env['REDIS_URL'] = redisUrl;
  const asking = files.filter((file) => readFileSync(file, 'utf8').includes("env['REDIS_URL']"));
  await round('With Redis', asking, availableParallelism());
  delete process.env['REDIS_URL'];
} else {
  missing.push(`Nothing was run with Redis: ${noRedis}.`);
}
delete process.env['DATABASE_URL'];
if (findChromium()) await round('Journeys in Chromium', journeys, JOURNEYS_AT_ONCE);
else if (journeys.length > 0) {
  missing.push('The journeys were not run: no Chromium found; install it, or set CHROMIUM_PATH.');
}

console.log();
for (const sentence of missing) console.log(`! ${sentence}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
const strictly = values.strict && (missing.length > 0 || total.skipped > 0);
if (strictly) console.log('Something was left out, and --strict does not allow it.');
process.exitCode = total.failed > 0 || total.passed === 0 || strictly ? 1 : 0;
