import type { FastifyRequest } from 'fastify';
import { CrossSite } from './web-errors.ts';

/**
 * Refuses changes that another site made the browser send. Form tokens say the same of forms;
 * this holds for every request that carries a cookie. Clients that are no browsers send neither
 * header and pass: they hold no cookie that somebody could misuse.
 */
export function refuseCrossSite(request: FastifyRequest, baseUrl: string): void {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) {
    if (site === 'same-origin' || site === 'none') return;
    throw new CrossSite();
  }
  const origin = request.headers.origin;
  if (origin !== undefined && origin !== URL.parse(baseUrl)?.origin) throw new CrossSite();
}
