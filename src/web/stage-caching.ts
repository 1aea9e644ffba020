import { LIVE } from '#base';
import type { FastifyInstance } from 'fastify';

/**
 * Nobody stores what was read in a stage that is not live, and no search engine lists it: at the same
 * address others see live.
 */
export function noStoreInStages(app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const stage = request.visitor?.ctx.stage;
    if (stage !== undefined && stage !== LIVE)
      reply.headers({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
    done(null, payload);
  });
}
