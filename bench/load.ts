import autocannon from 'autocannon';

/**
 * The load generator, a process of its own: `node bench/load.ts '{"url":…,"paths":[…],…}'`
 * prints one line of JSON.
 */
export interface Load {
  readonly url: string;
  readonly paths: readonly string[];
  readonly seconds: number;
  readonly method?: 'GET' | 'PATCH';
  readonly headers?: Readonly<Record<string, string>>;
  /** Each `#` in it becomes a number that no other request has: what changes nothing is not saved. */
  readonly body?: string;
}

export interface LoadResult {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 2xx, and connections that broke. */
  readonly failed: number;
}

if (process.argv[2] !== undefined && import.meta.main) {
  // Only this repository's own benchmarks call it, with what `Load` says.
  const load = JSON.parse(process.argv[2]) as Load;
  console.log(JSON.stringify(await run(load)));
}

async function run(load: Load): Promise<LoadResult> {
  let sent = 0;
  const result = await autocannon({
    url: load.url,
    connections: 10,
    duration: load.seconds,
    headers: { ...load.headers },
    requests: load.paths.map((path) => ({
      method: load.method ?? 'GET',
      path,
      ...(load.body === undefined ? {} : { setupRequest: numbered }),
    })),
  });
  function numbered(request: autocannon.Request): autocannon.Request {
    sent += 1;
    return { ...request, body: load.body?.replaceAll('#', String(sent)) ?? '' };
  }
  return {
    perSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  };
}
