import { NotAllowed } from '#base';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { actorByToken } from './api-routes.ts';
import type { Metrics } from './metrics.ts';
import type { Authenticate } from './visitors.ts';

const LOOPBACK = /^(?:127\.|::1$|::ffff:127\.)/;

/** `/metrics`: for who asks from this machine, and for tokens of administrators. */
export function mountMetrics(
  app: FastifyInstance,
  metrics: Metrics,
  authenticate: Authenticate,
): void {
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) {
      const actor = await actorByToken(request, authenticate);
      if (!actor?.isAdmin) {
        throw new NotAllowed(
          'web.metrics_refused',
          'Metrics are for this machine and for tokens of administrators.',
        );
      }
    }
    const text = await metrics.text();
    return reply.type(metrics.contentType).header('cache-control', 'no-store').send(text);
  });
}

/** A proxy on this machine connects from here too, and says that it speaks for somebody else. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    headers['x-forwarded-for'] === undefined &&
    headers.forwarded === undefined
  );
}
