import type { Asset } from '#grammar/theme';
import type { FastifyInstance } from 'fastify';
import { NothingAtPath } from './web-errors.ts';

/** The files of the themes, and of plugins. */
export interface SiteAssets {
  /** By the path of its URL. */
  find(path: string): Asset | undefined;
  /** The same for what another kernel has sent a page with and that is not known here yet. */
  await?(path: string): Promise<Asset | undefined>;
  /** The URL of the site's icon. */
  icon(): string | undefined;
}

/** `/assets/HASH/NAME`: what pages load. The hash is of the content, so it is kept for ever. */
export function mountAssets(app: FastifyInstance, assets: SiteAssets): void {
  app.get('/assets/:hash/*', async (request, reply) => {
    const path = decodeURIComponent(request.url.split('?')[0] ?? '');
    const asset = assets.find(path) ?? (await assets.await?.(path));
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
