import type { FastifyRequest } from 'fastify';
import { BadRequest, type TrovatoError } from '#base';
import { BadPath, PathTooLong } from './web-errors.ts';

const LONGEST_URL = 8_000;
// A name or address with an optional port: what links in answers may be made of.
const HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** Why a request is refused that no honest client sends, before anything looks at it. */
export function refuseRequest({ url, host }: FastifyRequest): TrovatoError | undefined {
  if (url.length > LONGEST_URL) return new PathTooLong(LONGEST_URL);
  if (url.includes('%00')) return new BadPath();
  if (!HOST.test(host)) {
    return new BadRequest('web.bad_host', 'The Host header of the request is not valid.');
  }
  return undefined;
}
