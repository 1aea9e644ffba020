import { LIVE, newId } from '#base';
import { systemContext } from '#grammar/access';
import { createKernel } from '#kernel';
import { CompiledQuery } from 'kysely';
import { Pool } from 'pg';
import { installSite } from '#install';
import { openBenchDatabase } from './bench-database.ts';
import { LOAD_ITEM } from './bare-statements.ts';
import { fillDatabase } from './data-set.ts';
import { type BenchOptions, type Figure, perSecondAtOnce, rounded } from './figures.ts';
import type { Load } from './load.ts';
import { loadServer, type Server, startFloor, startSite } from './processes.ts';

const PATHS = 400;

/** Pages with and without the cache, and REST, each beside raw Node HTTP and the bare statement. */
export async function benchHttp(options: BenchOptions): Promise<void> {
  const count = options.quick ? 5000 : 50_000;
  const seconds = options.quick ? 3 : 8;
  await using bench = await openBenchDatabase(options.databaseUrl);
  const env = {
    TROVATO_DATA: bench.folder,
    TROVATO_SECRET: 'b'.repeat(48),
    ...(bench.url === undefined ? {} : { DATABASE_URL: bench.url }),
  };
  const { ids, token, embeddedStatements } = await fill(bench, count, options);
  const report = (figure: Omit<Figure, 'bench'>): void =>
    options.report({ bench: 'http', ...figure });

  let started = 0;
  {
    await using first = await startSite(env);
    started = first.started;
  }
  await using site = await startSite(env);
  report({
    case: 'start until ready, second time',
    value: Math.round(site.started),
    unit: 'ms',
    yardstick: 'under 2,000 ms',
    holds: site.started < 2000,
  });
  report({ case: 'start until ready, first time', value: Math.round(started), unit: 'ms' });

  const some = ids.filter((_id, i) => i % Math.ceil(ids.length / PATHS) === 0);
  const authorization = { authorization: `Bearer ${token}` };
  const rest = some.map((id) => `/api/v1/items/article/${id}`);
  const measured = { site, seconds, report };

  options.progress('item page');
  const pages = some.map((id) => `/item/${id}`);
  await measurePage({
    ...measured,
    name: 'item page, made anew',
    paths: pages,
    headers: ANEW,
    yardstick: 'at least 600/s, at most 3 queries',
    holds: (rate, queries) => rate >= 600 && queries <= 3,
  });
  options.progress('list page');
  await measurePage({
    ...measured,
    name: 'front page, 10 teasers, made anew',
    paths: ['/'],
    headers: ANEW,
  });
  options.progress('pages from the cache');
  await measurePage({ ...measured, name: 'item page from the cache', paths: pages });
  await measurePage({ ...measured, name: 'front page from the cache', paths: ['/'] });
  await measurePage({
    ...measured,
    name: 'REST list of 25',
    paths: ['/api/v1/items/article?limit=25'],
  });

  options.progress('REST read');
  const ms = options.quick ? 1500 : 4000;
  const floor = embeddedStatements ?? (await bareStatements(bench.url ?? '', ids, ms, true));
  if (bench.url !== undefined) {
    report({
      case: 'the bare statement, not prepared',
      value: rounded(await bareStatements(bench.url, ids, ms, false)),
      unit: 'statements/s',
      floor: rounded(floor),
    });
  }
  for (const [name, headers] of [
    ['REST item read, anonymous', {}],
    ['REST item read, by token', authorization],
  ] as const) {
    const load = await loadServer({ url: site.url, paths: rest, seconds, headers });
    report({
      case: name,
      value: rounded(load.perSecond),
      unit: 'requests/s',
      floor: rounded(floor),
      ratio: rounded(load.perSecond / floor),
      yardstick: 'at least 0.5 of the bare statement',
      holds: load.failed === 0 && load.perSecond / floor >= 0.5,
    });
  }

  options.progress('REST save');
  const save = await loadServer({
    url: site.url,
    paths: rest,
    seconds,
    method: 'PATCH',
    headers: { ...authorization, 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ title: 'Saved #', fields: { amount: { value: 7 } } }),
  });
  report({
    case: 'REST save',
    value: rounded(save.perSecond),
    unit: 'requests/s',
    yardstick: 'at least 300/s',
    holds: save.failed === 0 && save.perSecond >= 300,
  });
  report({
    case: 'memory of the server after all this',
    value: Math.round((await metric(site, 'process_resident_memory_bytes')) / 2 ** 20),
    unit: 'MiB',
  });
}

/** Who has made a choice is never answered from the cache. */
const ANEW = { cookie: 'trovato_choices=none' };

async function fill(
  bench: Awaited<ReturnType<typeof openBenchDatabase>>,
  count: number,
  { progress, quick }: BenchOptions,
) {
  const settings = {
    databaseUrl: bench.url,
    redisUrl: undefined,
    data: bench.folder,
    port: 0,
    host: '127.0.0.1',
    secret: 'b'.repeat(48),
    baseUrl: undefined,
    logLevel: 'error',
    production: true,
    themeDebug: false,
    cron: false,
    workers: false,
    pluginLimits: {},
  } as const;
  await using kernel = await createKernel(settings, { database: bench.database });
  const system = systemContext();
  const { admin } = await installSite(kernel, {
    siteName: 'Bench',
    adminName: 'bench',
    recipe: 'none',
    folder: bench.folder,
  });
  const ctx = { ...system, actor: { ...system.actor, id: admin.id, name: admin.name } };
  const { token } = await kernel.users.tokens.create(ctx, admin.id, {
    name: 'bench',
    scopes: ['read', 'write'],
  });
  const all = await fillDatabase(kernel.database, kernel.items, ctx, count, progress);
  // Every fifth is an article.
  const ids = all.filter((_id, i) => i % 5 === 0);
  await kernel.database.queries
    .updateTable('item')
    .set({ promote: true })
    .where('id', 'in', ids.slice(-50))
    .execute();
  // The embedded database serves one process: its floor is measured before the site has it.
  const { queries } = kernel.database;
  const embeddedStatements =
    bench.url === undefined
      ? await atOnce(ids, quick ? 1500 : 4000, async (id) =>
          queries.executeQuery(CompiledQuery.raw(LOAD_ITEM, [id, LIVE])),
        )
      : undefined;
  return { ids, token, embeddedStatements };
}

async function measurePage(page: {
  readonly site: Server;
  readonly name: string;
  readonly paths: readonly string[];
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly yardstick?: string;
  readonly holds?: (rate: number, queries: number) => boolean;
  report(figure: Omit<Figure, 'bench'>): void;
}): Promise<void> {
  const [first = '/'] = page.paths;
  const { headers = {} } = page;
  const answer = await fetch(page.site.url + first, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${first} answered ${answer.status}`);
  const queries = await countQueries(page.site, first, headers);
  const load: Load = {
    url: page.site.url,
    paths: page.paths,
    seconds: page.seconds,
    headers,
  };
  const result = await loadServer(load);
  await using floor = await startFloor(body, answer.headers.get('content-type') ?? 'text/html');
  const raw = await loadServer({ ...load, url: floor.url, seconds: Math.min(3, page.seconds) });
  page.report({
    case: `${page.name} (${Math.round(body.length / 1024)} KB, ${queries} queries, p99 ${result.p99} ms)`,
    value: rounded(result.perSecond),
    unit: 'requests/s',
    floor: rounded(raw.perSecond),
    ratio: rounded(result.perSecond / raw.perSecond),
    ...(page.yardstick === undefined ? {} : { yardstick: page.yardstick }),
    ...(page.holds === undefined
      ? {}
      : { holds: result.failed === 0 && page.holds(result.perSecond, queries) }),
  });
}

async function countQueries(
  site: Server,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  const before = await metric(site, 'trovato_sql_statements_total');
  await (await fetch(site.url + path, { headers })).text();
  return (await metric(site, 'trovato_sql_statements_total')) - before;
}

async function metric(site: Server, name: string): Promise<number> {
  const text = await (await fetch(`${site.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
}

/** Bare statements a second on PostgreSQL, ten at once; `prepared` ones are planned once. */
async function bareStatements(
  url: string,
  ids: readonly string[],
  ms: number,
  prepared: boolean,
): Promise<number> {
  const pool = new Pool({ connectionString: url, max: 10 });
  try {
    return await atOnce(ids, ms, async (id) =>
      pool.query({ ...(prepared ? { name: 'bare' } : {}), text: LOAD_ITEM, values: [id, LIVE] }),
    );
  } finally {
    await pool.end();
  }
}

/** How often a second `work` is done with one id after the other, ten calls under way. */
async function atOnce(
  ids: readonly string[],
  ms: number,
  work: (id: string) => Promise<unknown>,
): Promise<number> {
  let next = 0;
  return perSecondAtOnce(10, ms, async () => {
    next = (next + 7919) % ids.length;
    await work(ids[next] ?? newId());
  });
}
