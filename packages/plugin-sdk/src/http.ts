import type { Host } from './host.ts';
import type { Json } from './json.ts';
import { asking } from './refused.ts';

/** Hosts of the internet that the manifest names: `http = ["api.example.org"]`. */
export interface Http {
  /**
   * Asks a host and waits for what it says, whatever the status is. Redirects are followed. Throws
   * `Refused`: `not-granted` for a host that the manifest does not name, `unavailable` for one that
   * does not answer in time, `too-large` above 1 MiB.
   */
  fetch(url: string, request?: HttpRequest): HttpAnswer;
}

export interface HttpRequest {
  /** Default `GET`. Where something is only read, only `GET` and `HEAD` are sent. */
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: { readonly [name: string]: string };
  /** Text is sent as it is, anything else as JSON. */
  readonly body?: Json;
}

export interface HttpAnswer {
  readonly status: number;
  /** Whether the status is from 200 to 299. */
  readonly ok: boolean;
  /** Where redirects led. */
  readonly url: string;
  /** Names in small letters. */
  readonly headers: { readonly [name: string]: string };
  readonly text: string;
  /** The text as JSON. Throws when it is none. */
  json(): Json;
}

export function createHttp({ http }: Pick<Host, 'http'>): Http {
  return {
    fetch(url, { body, ...request } = {}) {
      const sent = body === undefined ? {} : { body: asText(body) };
      const asked = withType({ ...request, ...sent }, body);
      const text = asking(() => http.fetch(JSON.stringify({ url, ...asked })));
      const { status, headers, ...answer }: Answered = JSON.parse(text);
      return {
        status,
        ok: status >= 200 && status < 300,
        url: answer.url,
        headers,
        text: answer.body,
        json: () => JSON.parse(answer.body),
      };
    },
  };
}

/** As the kernel answers. */
interface Answered {
  readonly status: number;
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
}

function asText(body: Json): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function withType(request: HttpRequest, body: Json | undefined): HttpRequest {
  const { headers = {} } = request;
  const said = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  if (body === undefined || typeof body === 'string' || said) return request;
  return { ...request, headers: { ...headers, 'content-type': 'application/json' } };
}
