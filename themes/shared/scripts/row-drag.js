// The handle of a row: dragged by pointer, or picked up with Space, moved with the arrow keys, put
// down with Space, and taken back with Escape.
import { announce, enhance } from './enhance.js';
import { changed, move, nameOf, place, present } from './rows.js';

const EDGE = 48;

/** @type {{ handle: HTMLElement, row: Element, before: Element | null, end: () => void } | undefined} */
let grabbed;

/**
 * @param {HTMLElement} handle
 * @param {() => void} [end]
 */
function grab(handle, end = () => {}) {
  const row = handle.closest('[data-row]');
  if (!row) return;
  drop();
  grabbed = { handle, row, before: row.nextElementSibling, end };
  handle.setAttribute('aria-pressed', 'true');
  row.setAttribute('data-dragging', '');
}

/** @param {boolean} [back] */
function drop(back = false) {
  if (!grabbed) return;
  const { handle, row, before, end } = grabbed;
  grabbed = undefined;
  end();
  handle.setAttribute('aria-pressed', 'false');
  row.removeAttribute('data-dragging');
  if (back) place(row, before);
  const rows = present(row);
  announce(
    `${nameOf(row)} ${back ? 'is back at' : 'stays at'} number ${rows.indexOf(row) + 1} of ${rows.length}.`,
  );
  if (!back) changed(row);
}

enhance('[data-row-handle]', (handle) => {
  handle.addEventListener('keydown', (event) => {
    const holds = grabbed?.handle === handle;
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (holds) drop();
      else {
        grab(handle);
        announce('Picked up. Arrow keys move it, Space puts it down, Escape takes it back.');
      }
      return;
    }
    if (!holds || !grabbed) return;
    if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      move(grabbed.row, event.key === 'ArrowUp' ? -1 : 1);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      drop(true);
    }
  });
  handle.addEventListener('blur', () => {
    // Moving an element in the page may take the focus for a moment.
    setTimeout(() => {
      if (grabbed?.handle === handle && document.activeElement !== handle) drop();
    });
  });
  handle.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.focus();
    const ends = new AbortController();
    const { signal } = ends;
    grab(handle, () => ends.abort());
    document.addEventListener('pointermove', follow, { signal });
    document.addEventListener('pointerup', () => drop(), { signal });
    document.addEventListener('pointercancel', () => drop(true), { signal });
  });
});

/** @param {PointerEvent} event */
function follow(event) {
  if (!grabbed) return;
  const { row } = grabbed;
  // At the edges of the window the page follows.
  if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
  const after = present(row).find((one) => {
    const box = one.getBoundingClientRect();
    return one !== row && event.clientY < box.top + box.height / 2;
  });
  const rows = present(row);
  const target = after ?? null;
  if (rows[rows.indexOf(row) + 1] !== (target ?? undefined)) place(row, target);
}
