import { isObject } from '#base';
import type { FastifyRequest } from 'fastify';
import { pathOf } from './frames.ts';

/** The path for the log; of a path that holds a secret (a sign-in link), its pattern. */
export function loggedPath({ url, params, routeOptions }: FastifyRequest): string {
  const isSecret = isObject(params) && 'token' in params;
  return isSecret ? (routeOptions.url ?? '') : pathOf(url);
}
