import type { Asset } from '#grammar/theme';
import type { FastifyInstance } from 'fastify';
import { NothingAtPath } from './web-errors.ts';

/** The files of the themes. */
export interface SiteAssets {
  /** By the path of its URL. */
  find(path: string): Asset | undefined;
  /** The URL of the site's icon. */
  icon(): string | undefined;
}

/** `/assets/HASH/NAME`: what pages load. The hash is of the content, so it is kept for ever. */
export function mountAssets(app: FastifyInstance, assets: SiteAssets): void {
  app.get('/assets/:hash/*', (request, reply) => {
    const asset = assets.find(decodeURIComponent(request.url.split('?')[0] ?? ''));
    if (asset === undefined) throw new NothingAtPath();
    const { body, encoding } = asset.encoded(request.headers['accept-encoding']);
    reply
      .type(asset.mime)
      .header('cache-control', 'public, max-age=31536000, immutable')
      .header('vary', 'accept-encoding');
    if (encoding !== undefined) reply.header('content-encoding', encoding);
    return reply.send(body);
  });
}
