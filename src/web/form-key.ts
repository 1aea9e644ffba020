import { createHmac, randomBytes } from 'node:crypto';
import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Cookies, VISITOR_COOKIE } from './cookies.ts';

const VISITOR = /^[A-Za-z0-9_-]{22}$/;

/**
 * What form tokens of this visitor are tied to: the session, or for anonymous visitors a random
 * cookie. That cookie is made by the first call, so only a page that draws a form sets it and all
 * others can be kept by caches.
 */
export function formKey(
  request: FastifyRequest,
  reply: FastifyReply,
  options: { cookies: Cookies; secret: string; sessionToken: string | undefined },
): string {
  const from = options.sessionToken ?? visitorToken(request, reply, options.cookies);
  return createHmac('sha256', options.secret).update('form-key:').update(from).digest('base64url');
}

function visitorToken(request: FastifyRequest, reply: FastifyReply, cookies: Cookies): string {
  const known = request.cookies[VISITOR_COOKIE];
  if (known !== undefined && VISITOR.test(known)) return known;
  const made = randomBytes(16).toString('base64url');
  cookies.set(request, reply, VISITOR_COOKIE, made);
  return made;
}
