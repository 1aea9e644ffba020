import { html, nothing, type SafeHtml, safeUrl } from '#grammar/render';
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
  attached: { readonly scripts: ReadonlySet<string>; readonly styles: ReadonlySet<string> },
): SafeHtml {
  const title =
    view.title === '' || view.title === site.name ? site.name : `${view.title} · ${site.name}`;
  const scripts = [
    ...theme.scripts,
    ...[...attached.scripts].map((name) => theme.script(name)).filter((url) => url !== undefined),
  ];
  const failed = (view.status ?? 200) >= 400;
  const path = site.url.split('?', 1)[0];
  const parts = [
    html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    html`<title>${title}</title><meta name="color-scheme" content="light dark">`,
    view.description ? html`<meta name="description" content="${view.description}">` : nothing,
    site.origin === undefined || failed
      ? nothing
      : html`<link rel="canonical" href="${site.origin}${path}">`,
    (view.alternates ?? []).map(
      ({ url, label, mime }) =>
        html`<link rel="alternate" type="${mime}" title="${label}" href="${safeUrl(url) ?? '/'}">`,
    ),
    view.theme === 'admin' || failed ? html`<meta name="robots" content="noindex">` : nothing,
    theme.icon ? html`<link rel="icon" type="image/svg+xml" href="${theme.icon}">` : nothing,
    theme.early.map((url) => html`<script src="${url}"></script>`),
    theme.preload.map(
      (url) => html`<link rel="preload" href="${url}" as="font" type="font/woff2" crossorigin>`,
    ),
    html`<link rel="stylesheet" href="${theme.stylesheet}">`,
    [...attached.styles]
      .map((name) => theme.style(name))
      .filter((url) => url !== undefined)
      .map((url) => html`<link rel="stylesheet" href="${url}">`),
    scripts.length > 0 ? html`<meta name="htmx-config" content="${HTMX}">` : nothing,
    [...new Set(scripts)].map(drawScript),
  ];
  return html`${parts}`;
}

/** What comes from a package is a classic script, what a theme brings is a module. */
function drawScript(url: string): SafeHtml {
  return url.endsWith('.min.js')
    ? html`<script src="${url}" defer></script>`
    : html`<script src="${url}" type="module"></script>`;
}
