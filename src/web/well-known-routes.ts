import type { FastifyInstance } from 'fastify';
import type { SiteAssets } from './asset-routes.ts';
import { NothingAtPath } from './web-errors.ts';

const ROBOTS = `User-agent: *
Disallow: /admin
Disallow: /api/
Disallow: /item/add
Disallow: /user/login
`;

/** What browsers and crawlers ask every site for. */
export function mountWellKnown(app: FastifyInstance, assets: SiteAssets): void {
  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'max-age=3600').send(ROBOTS),
  );
  app.get('/favicon.svg', (_request, reply) => {
    const icon = assets.icon();
    const asset = icon === undefined ? undefined : assets.find(icon);
    if (asset === undefined) throw new NothingAtPath();
    return reply.type(asset.mime).header('cache-control', 'max-age=3600').send(asset.body);
  });
}
