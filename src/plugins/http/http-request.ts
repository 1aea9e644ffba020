import type { Json } from '#base';
import { firstDifference } from '#grammar/taps';
import { type Static, Type } from 'typebox';
import { MOST_BYTES } from '../abi/guest-memory.ts';
import { Refusal } from '../host/refusal.ts';

/** What a plugin asks of a host. */
export interface HttpRequest {
  readonly url: string;
  readonly method: Method;
  /** Names in small letters. */
  readonly headers: { readonly [name: string]: string };
  readonly body: string | undefined;
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
type Method = (typeof METHODS)[number];

const MOST_HEADERS = 16 * 1_024;

/** The kernel says these itself, or does not do what they are for. */
const NOT_FOR_PLUGINS =
  /^(?:accept-encoding|connection|content-length|cookie2?|expect|forwarded|host|http2-settings|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*)$/;

const SCHEMA = Type.Object(
  {
    url: Type.String({ maxLength: 8_192 }),
    method: Type.Optional(Type.Enum([...METHODS])),
    headers: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$" }),
        Type.String({ pattern: String.raw`^[\t\x20-\x7e]*$` }),
        { additionalProperties: false, maxProperties: 50 },
      ),
    ),
    body: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);

/** Throws `Refusal` unless it is a request that plugins may make. `writes`: besides looking. */
export function readRequest(given: Json, writes: boolean): HttpRequest {
  const wrong = firstDifference(SCHEMA, given, 'The request');
  if (wrong !== undefined) refuse(`${wrong}.`);
  // The schema says that it is one.
  const { url, method = 'GET', body, ...rest } = given as Static<typeof SCHEMA>;
  const looks = method === 'GET' || method === 'HEAD';
  if (looks && body !== undefined) refuse(`/body A ${method} request has none.`);
  if (!looks && !writes) {
    throw new Refusal('not-allowed', 'Where something is only read, only GET and HEAD are sent.');
  }
  const headers: Record<string, string> = {};
  for (const [key, value] of Object.entries(rest.headers ?? {})) {
    const name = key.toLowerCase();
    if (NOT_FOR_PLUGINS.test(name)) refuse(`/headers/${key} is not for plugins to say.`);
    if (Object.hasOwn(headers, name)) refuse(`/headers/${key} stands there twice.`);
    headers[name] = value;
  }
  if (JSON.stringify(headers).length > MOST_HEADERS) {
    throw new Refusal('too-large', `/headers have more than ${MOST_HEADERS / 1_024} KiB.`);
  }
  if (body !== undefined && Buffer.byteLength(body) > MOST_BYTES) {
    throw new Refusal('too-large', `/body has more than ${MOST_BYTES / 2 ** 20} MiB.`);
  }
  return { url, method, headers, body };
}

function refuse(message: string): never {
  throw new Refusal('invalid', message);
}
