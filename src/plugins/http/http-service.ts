import { lookup } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import type { Json } from '#base';
import { Refusal } from '../host/refusal.ts';
import type { HostServices } from '../host-services.ts';
import { readRequest } from './http-request.ts';
import { readTarget } from './http-target.ts';
import { isPublicAddress } from './public-address.ts';
import { readText } from './read-answer.ts';
import { type Hop, type Network, plainHeaders, sendRequest } from './send-request.ts';
import { createTurns } from './turns.ts';

/** The internet, and nothing that is nearer. */
const INTERNET: Network = {
  resolve: (host) => lookup(host, { all: true }),
  permits: isPublicAddress,
};

export interface HttpServiceOptions {
  /** How many threads run plugins: some of them are left that wait for no foreign host. */
  readonly threads: number;
  readonly network?: Network;
}

const MOST_REDIRECTS = 5;
const MOST_TIME = 10_000;

/** Requests of plugins to hosts that they were granted. */
export function createHttpService({
  threads,
  network = INTERNET,
}: HttpServiceOptions): HostServices['http'] {
  const turns = createTurns({
    each: Math.max(1, Math.floor(threads / 2)),
    all: Math.max(1, threads - 1),
  });

  return {
    async fetch(ctx, { name, capabilities }, { request: given, writes, within }) {
      const hosts = hostsIn(capabilities);
      const request = readRequest(given, writes);
      const url = readTarget(request.url, hosts);
      if (ctx.transaction !== undefined) {
        throw new Refusal(
          'not-allowed',
          'While something is being saved, no foreign host is asked.',
        );
      }
      using turn = turns.take(name);
      if (turn === undefined) {
        throw new Refusal('unavailable', 'Too many requests to foreign hosts are under way.');
      }
      const time = Math.min(MOST_TIME, Math.max(0, Math.floor(within)));
      const signal = AbortSignal.timeout(time);
      try {
        return await follow(network, hosts, { ...request, url }, signal);
      } catch (error) {
        if (error instanceof Refusal) throw error;
        const why = signal.aborted ? `did not answer within ${time} ms` : inWords(error);
        throw new Refusal('unavailable', `${url.host} ${why}.`);
      }
    },
  };
}

/** Sends a request, and on to where it is told to go, each of which is checked like the first. */
async function follow(
  network: Network,
  hosts: ReadonlySet<string>,
  first: Hop,
  signal: AbortSignal,
): Promise<Json> {
  let hop = first;
  for (let redirects = 0; ; redirects += 1) {
    const answer = await sendRequest(network, hop, signal);
    const { statusCode: status = 0, headers } = answer;
    const to = redirectOf(answer);
    if (to === undefined) {
      const body = await readText(answer, hop.method, signal);
      return { status, url: hop.url.href, headers: plainHeaders(headers), body };
    }
    answer.destroy();
    if (redirects === MOST_REDIRECTS) {
      throw new Refusal(
        'unavailable',
        `${first.url.host} leads on more than ${MOST_REDIRECTS} times.`,
      );
    }
    hop = nextHop(hop, readTarget(URL.parse(to, hop.url)?.href ?? to, hosts), status);
  }
}

function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  return [301, 302, 303, 307, 308].includes(statusCode) ? headers.location : undefined;
}

/** As browsers do it: what was sent is sent again for 307 and 308 only. */
function nextHop({ url: before, method, headers, body }: Hop, url: URL, status: number): Hop {
  if (before.protocol === 'https:' && url.protocol === 'http:') {
    throw new Refusal('unavailable', `${before.host} leads from https to http.`);
  }
  const same = status === 307 || status === 308 || method === 'GET' || method === 'HEAD';
  const kept = Object.entries(headers).filter(
    ([name]) =>
      (same || !name.startsWith('content-')) &&
      (url.origin === before.origin || HARMLESS.test(name)),
  );
  return {
    url,
    method: same ? method : 'GET',
    headers: Object.fromEntries(kept),
    body: same ? body : undefined,
  };
}

/** What may be said to another host than the one it was meant for. */
const HARMLESS = /^(?:accept|accept-language|content-type|if-.*)$/;

function hostsIn(capabilities: readonly string[]): ReadonlySet<string> {
  return new Set(capabilities.flatMap((one) => (one.startsWith('http:') ? one.slice(5) : [])));
}

function inWords(error: unknown): string {
  const { code } = error as { readonly code?: unknown };
  return `cannot be reached: ${typeof code === 'string' ? code : String(error)}`;
}
