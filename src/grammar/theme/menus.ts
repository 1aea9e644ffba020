import { html, nothing, safeUrl, type SafeHtml, trusted } from '#grammar/render';
import { drawIcon } from '#grammar/render';
import type { MenuLink } from './site-view.ts';

/** How the page stands to a link: at it, below it, elsewhere. */
function current(
  link: MenuLink,
  url: string,
  trail: readonly string[],
): 'page' | 'true' | undefined {
  const path = url.split('?', 1)[0] ?? '';
  if (path === link.url) return 'page';
  const below = (link.url !== '/' && path.startsWith(`${link.url}/`)) || trail.includes(link.url);
  if (link.active ?? below) return 'true';
  return undefined;
}

/**
 * A list of links; '' when there are none. `trail` are the addresses that the page says it stands
 * below, whatever its own: `/item/add` below the list of content.
 */
export function drawMenu(
  links: readonly MenuLink[] | undefined,
  url: string,
  trail: readonly string[] = [],
): SafeHtml {
  if (links === undefined || links.length === 0) return nothing;
  const items = links.map((link) => {
    const icon = link.icon === undefined ? nothing : trusted(drawIcon(link.icon));
    const href = safeUrl(link.url) ?? '/';
    const inside = html`${icon}<span>${link.label}</span>`;
    if (link.post) {
      const button = html`<button class="menu-link" type="submit">${inside}</button>`;
      return html`<li><form method="post" action="${href}">${button}</form></li>`;
    }
    const now = current(link, url, trail);
    const mark = now === undefined ? nothing : html` aria-current="${now}"`;
    return html`<li><a class="menu-link" href="${href}"${mark}>${inside}</a></li>`;
  });
  return html`<ul class="menu-list">${items}</ul>`;
}
