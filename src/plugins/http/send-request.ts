import type { LookupAddress } from 'node:dns';
import { type IncomingHttpHeaders, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { HttpRequest } from './http-request.ts';
import { Refusal } from '../host/refusal.ts';

/** What stands between a plugin and the network. */
export interface Network {
  /** All addresses of a host. */
  resolve(host: string): Promise<readonly LookupAddress[]>;
  /** Whether plugins may connect there. */
  permits(address: string, port: number): boolean;
}

/** A request to an address that was found to be right. */
export interface Hop extends Omit<HttpRequest, 'url'> {
  readonly url: URL;
}

const MOST_HEADER_BYTES = 16 * 1_024;
const AGENT = 'Trovato';

/**
 * Sends one request and answers what comes back, of which nothing but the head was read. The
 * connection is made to the very address that was checked, whatever the name means a moment
 * later. It carries no cookie, uses no proxy, and is used once.
 */
export async function sendRequest(
  network: Network,
  { url, method, headers, body }: Hop,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const addresses = await findAddresses(network, url, signal);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        headers: { ...headers, 'user-agent': AGENT, 'accept-encoding': 'gzip, br' },
        // One for this request alone, which knows of no proxy in the environment.
        agent: false,
        lookup: lookupIn(addresses),
        maxHeaderSize: MOST_HEADER_BYTES,
        rejectUnauthorized: true,
        signal,
      },
      resolve,
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

async function findAddresses(
  { resolve, permits }: Network,
  url: URL,
  signal: AbortSignal,
): Promise<readonly LookupAddress[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(host);
  const found = family === 0 ? await orAborted(resolve(host), signal) : [{ address: host, family }];
  const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
  if (found.length === 0) throw new Error('it has no address');
  if (!found.every(({ address }) => permits(address, port))) {
    throw new Refusal('not-allowed', `${url.host} is not on the public internet.`);
  }
  return found;
}

function lookupIn(addresses: readonly LookupAddress[]): LookupFunction {
  return (_host, { all }, done) => {
    const [first] = addresses;
    if (all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family);
  };
}

/** A resolver cannot be told to stop. */
function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Headers as plugins read them: one text for each name, and no cookies. */
export function plainHeaders(headers: IncomingHttpHeaders): { readonly [name: string]: string } {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && name !== 'set-cookie2' ? [[name, value]] : [],
    ),
  );
}
