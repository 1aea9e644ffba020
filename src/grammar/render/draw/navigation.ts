import { attributes } from '../attributes.ts';
import type { BreadcrumbElement, PagerElement, TabsElement } from '../elements/index.ts';
import { drawIcon } from '../icons.ts';
import { escapeHtml } from '../safe-html.ts';
import { safeUrl } from '../urls.ts';

/** What a landmark is called; the second of its kind on a page needs a name of its own. */
function labelOf(element: PagerElement | BreadcrumbElement, usual: string) {
  return element['#attributes']?.['aria-label'] ?? usual;
}

/** `url` with `page=N` in its query, and the rest of it as it was. */
function pageUrl(url: string, page: number): string {
  const [path = '', query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  parameters.delete('page');
  if (page > 0) parameters.set('page', String(page));
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The pages that are named: the first, the last, this one and its neighbours. 0 is a gap. */
function named(current: number, pages: number): readonly (number | 'gap')[] {
  const out: (number | 'gap')[] = [];
  let last = -1;
  for (let page = 0; page < pages; page++) {
    const near = Math.abs(page - current) <= 1 || page === 0 || page === pages - 1;
    // A gap of one page would be wider than its number.
    const fills =
      page - 1 === last && Math.abs(page - current) === 2 && (page === 1 || page === pages - 2);
    if (!near && !fills) continue;
    if (page - last > 1) out.push('gap');
    out.push(page);
    last = page;
  }
  return out;
}

export function drawPager(element: PagerElement): string {
  const pages = element['#pages'];
  if (pages <= 1) return '';
  const current = Math.min(Math.max(0, element['#page']), pages - 1);
  const base = safeUrl(element['#url']) ?? '';
  const step = (page: number, rel: 'prev' | 'next', text: string): string => {
    const inside =
      rel === 'prev'
        ? `${drawIcon('arrow-left')}<span>${text}</span>`
        : `<span>${text}</span>${drawIcon('arrow-right')}`;
    return page < 0 || page >= pages
      ? ''
      : `<a class="pager-step" rel="${rel}" href="${escapeHtml(pageUrl(base, page))}">${inside}</a>`;
  };
  const own = { class: 'pager', 'aria-label': labelOf(element, 'Pages') };
  const between =
    element['#look'] === 'mini'
      ? `<span class="pager-here">Page ${current + 1}</span>`
      : `<ol>${numbers(base, current, pages)}</ol>`;
  return `<nav${attributes(own, element['#attributes'])}>${step(current - 1, 'prev', 'Previous')}${between}${step(current + 1, 'next', 'Next')}</nav>`;
}

function numbers(base: string, current: number, pages: number): string {
  let out = '';
  for (const page of named(current, pages)) {
    out +=
      page === 'gap'
        ? '<li class="pager-gap" aria-hidden="true">…</li>'
        : `<li><a href="${escapeHtml(pageUrl(base, page))}"${page === current ? ' aria-current="page"' : ''}><span class="visually-hidden">Page </span>${page + 1}</a></li>`;
  }
  return out;
}

export function drawBreadcrumb(element: BreadcrumbElement): string {
  const links = element['#links'];
  if (links.length === 0) return '';
  const own = { class: 'breadcrumb', 'aria-label': labelOf(element, 'Breadcrumb') };
  const items = links.map(
    (link) => `<li><a${attributes({ href: link.url })}>${escapeHtml(link.label)}</a></li>`,
  );
  return `<nav${attributes(own, element['#attributes'])}><ol>${items.join('')}</ol></nav>`;
}

export function drawTabs(element: TabsElement): string {
  const links = element['#links'];
  if (links.length === 0) return '';
  const own = { class: 'tabs', 'aria-label': element['#label'] };
  const items = links.map((link) => {
    const attrs = { href: link.url, 'aria-current': link.active ? 'page' : undefined };
    return `<li><a${attributes(attrs)}>${escapeHtml(link.label)}</a></li>`;
  });
  return `<nav${attributes(own, element['#attributes'])}><ul>${items.join('')}</ul></nav>`;
}
