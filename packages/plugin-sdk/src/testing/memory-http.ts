import type { Host } from '../host.ts';
import type { Json } from '../json.ts';
import type { Capability } from '../manifest/index.ts';
import type { MemorySite } from './memory-site.ts';
import { needs, refuse } from './refuse.ts';

/** What a plugin asks of a host. */
export interface FakeRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
}

/** What the host says. */
export interface FakeAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
  /** Text is answered as it is, anything else as JSON. */
  readonly body?: Json;
}

/** The hosts that a test makes up. */
export function memoryHttp(site: MemorySite, granted: readonly Capability[]): Host['http'] {
  return {
    fetch(text) {
      const { url, method = 'GET', headers = {}, body }: Partial<FakeRequest> = JSON.parse(text);
      const target = URL.parse(url ?? '');
      if (target === null || !/^https?:$/.test(target.protocol)) {
        return refuse('invalid', `“${url}” is no address of the web.`);
      }
      needs(granted, `http:${target.host}`);
      const answer = site.http({ url: target.href, method, headers, body });
      if (answer === undefined) return refuse('unavailable', `${target.host} cannot be reached.`);
      const { status = 200, headers: sent = {}, body: said = '' } = answer;
      return JSON.stringify({
        status,
        url: target.href,
        headers: sent,
        body: typeof said === 'string' ? said : JSON.stringify(said),
      });
    },
  };
}
