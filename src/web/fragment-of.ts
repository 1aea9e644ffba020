import type { FastifyRequest } from 'fastify';

/**
 * The id of the element that htmx will replace with the answer; undefined when a whole page is
 * asked for. htmx 4 sends `HX-Target: div#rows` and says `partial` or `full` beside it.
 */
export function fragmentOf({ headers }: FastifyRequest): string | undefined {
  if (headers['hx-request'] !== 'true' || headers['hx-request-type'] !== 'partial')
    return undefined;
  const [, id] = String(headers['hx-target'] ?? '').split('#');
  return id === '' ? undefined : id;
}
