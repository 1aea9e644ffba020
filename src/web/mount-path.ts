import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { MethodNotAllowed } from './web-errors.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
/** Besides those that routes have. */
const NEVER = ['TRACE'] as const;

interface Mountable {
  readonly method: (typeof METHODS)[number];
  /** `/item/{id}`. */
  readonly path: string;
}

/**
 * Mounts `routes`; a path that is there but not for the method asked for answers 405 with what it
 * has, instead of 404, and says so as well to whoever only asks for that.
 */
export function mountPath<Route extends Mountable>(
  app: FastifyInstance,
  routes: readonly Route[],
  handle: (route: Route, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  for (const [path, here] of Map.groupBy(routes, (route) => route.path)) {
    const url = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const route of here) {
      app.route({
        method: route.method,
        url,
        handler: (request, reply) => handle(route, request, reply),
      });
    }
    const allow = here.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    const missing = [...METHODS, ...NEVER].filter((method) => !allow.includes(method));
    app.route({
      method: missing,
      url,
      // Nothing of a body is read: it is refused before.
      onRequest: (request, _reply, done) => done(new MethodNotAllowed(request.method, allow)),
      handler: () => undefined,
    });
    app.route({
      method: 'OPTIONS',
      url,
      onRequest: (_request, reply) => sendOptions(reply, allow),
      handler: () => undefined,
    });
  }
}

/** Answers OPTIONS: nothing of a body is read, and nothing is done. */
export function sendOptions(reply: FastifyReply, allow: readonly string[]): void {
  void reply
    .code(204)
    .header('allow', [...allow, 'OPTIONS'].join(', '))
    .send();
}
