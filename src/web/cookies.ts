import '@fastify/cookie';
import { LONGEST_SESSION } from '#records/users';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isSecure } from './base-url.ts';

export const SESSION_COOKIE = 'trovato_session';
export const VISITOR_COOKIE = 'trovato_visitor';
export const MESSAGES_COOKIE = 'trovato_messages';
export const PREVIEW_COOKIE = 'trovato_preview';
export const CHOICES_COOKIE = 'trovato_choices';

/** Whether a session still holds is told by its row; the cookie only has to last as long. */
const LONGEST = LONGEST_SESSION / 1000;

/** Sets and ends the site's cookies; all are out of reach of scripts and of other sites. */
export interface Cookies {
  set(
    request: FastifyRequest,
    reply: FastifyReply,
    name: string,
    value: string,
    age?: number,
  ): void;
  clear(request: FastifyRequest, reply: FastifyReply, name: string): void;
}

export function createCookies(baseUrl: string | undefined): Cookies {
  const options = (request: FastifyRequest) =>
    ({ path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(request, baseUrl) }) as const;
  return {
    set: (request, reply, name, value, age = LONGEST) =>
      void reply.setCookie(name, value, { ...options(request), maxAge: age }),
    clear: (request, reply, name) => void reply.clearCookie(name, options(request)),
  };
}
