import { fileURLToPath } from 'node:url';
import { createTextFormats } from '#grammar/formats';
import { createRenderer } from '#grammar/render';
import type { PageRoute } from '#grammar/routes';
import { createTaps } from '#grammar/taps';
import { createPages, createThemes } from '#grammar/theme';
import { silentLog } from '#platform/telemetry';
import type { WebDependencies } from '#web';
import { openTestWeb } from '../support/web.ts';

/** Pages that a journey declares, drawn by the real themes and served by the real web. */
export async function openDrawnWeb(
  pages: readonly PageRoute[],
  more: Partial<WebDependencies> = {},
) {
  const themes = createThemes({
    folders: [fileURLToPath(new URL('../../themes/', import.meta.url))],
    development: false,
    log: silentLog,
  });
  const renderer = createRenderer({ formats: createTextFormats(), templates: themes.elements });
  const web = await openTestWeb({
    settings: { secret: 'secret', baseUrl: undefined, production: true },
    assets: { find: (path) => themes.assets.find(path), icon: () => undefined },
    drawing: createPages({ themes, renderer, taps: createTaps() }),
    pages,
    ...more,
  });
  const url = await web.app.listen({ port: 0, host: '127.0.0.1' });
  /** Breaks off all that is under way. */
  const cut = () => web.app.server.closeAllConnections();
  return { url, cut, [Symbol.asyncDispose]: () => web.app.close() };
}
