import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Cookies } from './cookies.ts';
import type { Frame } from './drawing.ts';
import { formKey } from './form-key.ts';
import type { Navigation } from './navigation.ts';
import type { Visitor } from './visitors.ts';

/** Makes what stands around a page for one visitor. */
export type Frames = (request: FastifyRequest, reply: FastifyReply, visitor: Visitor) => Frame;

export function createFrames(options: {
  readonly siteName: () => string;
  readonly navigation: Navigation;
  readonly cookies: Cookies;
  readonly secret: string;
}): Frames {
  const { siteName, navigation, cookies, secret } = options;
  return (request, reply, { ctx, sessionToken }) => ({
    ctx,
    url: request.url,
    siteName: siteName(),
    formKey: () => formKey(request, reply, { cookies, secret, sessionToken }),
    navigation: navigation(ctx.actor, pathOf(request.url)),
  });
}

/** `url` without its query. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
