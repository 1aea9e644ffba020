import { html, nothing, type SafeHtml } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import type { Theme } from './load-theme.ts';
import type { SiteView } from './site-view.ts';

// Styles of the indicator are in the theme; nothing is ever evaluated (the policy forbids it).
const HTMX = '{"includeIndicatorCSS":false,"transitions":false}';

/** Everything in `<head>`. */
export function drawHead(
  view: PageView,
  site: SiteView,
  theme: Theme,
  attached: ReadonlySet<string>,
): SafeHtml {
  const title =
    view.title === '' || view.title === site.name ? site.name : `${view.title} · ${site.name}`;
  const scripts = [
    ...theme.scripts,
    ...[...attached].map((name) => theme.script(name)).filter((url) => url !== undefined),
  ];
  const description = view.description
    ? html`<meta name="description" content="${view.description}" />`
    : nothing;
  const canonical =
    site.origin === undefined || (view.status ?? 200) >= 400
      ? nothing
      : html`<link rel="canonical" href="${site.origin}${site.url.split('?', 1)[0]}" />`;
  const hidden =
    view.theme === 'admin' || (view.status ?? 200) >= 400
      ? html`<meta name="robots" content="noindex" />`
      : nothing;
  const icon = theme.icon
    ? html`<link rel="icon" type="image/svg+xml" href="${theme.icon}" />`
    : nothing;
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>${description}${canonical}${hidden}<meta
      name="color-scheme"
      content="light dark"
    /><meta
      name="htmx-config"
      content="${HTMX}"
    />${icon}${theme.preload.map((url) => html`<link rel="preload" href="${url}" as="font" type="font/woff2" crossorigin />`)}<link
      rel="stylesheet"
      href="${theme.stylesheet}"
    />${[...new Set(scripts)].map(drawScript)}`;
}

/** What comes from a package is a classic script, what a theme brings is a module. */
function drawScript(url: string): SafeHtml {
  return url.endsWith('.min.js')
    ? html`<script src="${url}" defer></script>`
    : html`<script src="${url}" type="module"></script>`;
}
