// "Show more" adds the next rows below those that are there. Without it the link opens the page
// that has them.
import { announce, enhance } from './enhance.js';

enhance('a[data-load-more]', (link) => {
  link.addEventListener('click', async (event) => {
    const plain = event instanceof MouseEvent && event.button === 0;
    if (!plain || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!(link instanceof HTMLAnchorElement)) return;
    const id = link.dataset.loadMore ?? '';
    const list = rowsOf(document.getElementById(id));
    if (list === null) return;
    event.preventDefault();
    if (link.getAttribute('aria-busy') === 'true') return;
    link.setAttribute('aria-busy', 'true');
    try {
      const answer = await fetch(link.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const rows = [...(rowsOf(page.getElementById(id))?.children ?? [])];
      list.append(...rows);
      const next = page.querySelector(`a[data-load-more="${CSS.escape(id)}"]`);
      const first = rows[0]?.querySelector('a[href], button') ?? rows[0];
      if (next instanceof HTMLAnchorElement) link.href = next.href;
      else link.remove();
      // Who reads with the keyboard goes on where the new rows begin.
      if (first instanceof HTMLElement) {
        if (!first.matches('a[href], button')) first.tabIndex = -1;
        first.focus();
      }
      announce(rows.length === 1 ? '1 more shown.' : `${rows.length} more shown.`);
    } catch {
      location.assign(link.href);
    } finally {
      link.removeAttribute('aria-busy');
    }
  });
});

/** @param {HTMLElement | null} list */
function rowsOf(list) {
  return list instanceof HTMLTableElement ? (list.tBodies[0] ?? null) : list;
}
