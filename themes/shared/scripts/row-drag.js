// The handle of a row: dragged by pointer, or picked up with Space, moved with the arrow keys, put
// down with Space, and taken back with Escape.
import { announce, enhance } from './enhance.js';
import { blockOf, isOutline, levelOf, setLevel } from './row-levels.js';
import { changed, move, nameOf, placeAll, present, shift } from './rows.js';

const EDGE = 48;
/** So far to the side is one level. */
const LEVEL = 28;

/** @type {{ handle: HTMLElement, row: Element, before: Element | null, level: number, x: number, end: () => void } | undefined} */
let grabbed;

/**
 * @param {HTMLElement} handle
 * @param {number} [x]
 * @param {() => void} [end]
 */
function grab(handle, x = 0, end = () => {}) {
  const row = handle.closest('[data-row]');
  if (!row) return;
  drop();
  const block = isOutline(row) ? blockOf(row, present(row)) : [row];
  const before = block.at(-1)?.nextElementSibling ?? null;
  grabbed = { handle, row, before, level: levelOf(row), x, end };
  handle.setAttribute('aria-pressed', 'true');
  for (const one of block) one.setAttribute('data-dragging', '');
}

/** @param {boolean} [back] */
function drop(back = false) {
  if (!grabbed) return;
  const { handle, row, before, level, end } = grabbed;
  grabbed = undefined;
  end();
  handle.setAttribute('aria-pressed', 'false');
  const rows = present(row);
  for (const one of rows) one.removeAttribute('data-dragging');
  if (back) placeAll(row, before, level);
  announce(
    `${nameOf(row)} ${back ? 'is back at' : 'stays at'} number ${present(row).indexOf(row) + 1} of ${rows.length}.`,
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
    } else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      event.preventDefault();
      shift(grabbed.row, event.key === 'ArrowLeft' ? -1 : 1);
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
    grab(handle, event.clientX, () => ends.abort());
    document.addEventListener('pointermove', follow, { signal });
    document.addEventListener('pointerup', () => drop(), { signal });
    document.addEventListener('pointercancel', () => drop(true), { signal });
  });
});

/** @param {PointerEvent} event */
function follow(event) {
  if (!grabbed) return;
  const { row, level, x } = grabbed;
  // At the edges of the window the page follows.
  if (event.clientY < EDGE) scrollBy(0, -EDGE / 3);
  else if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 3);
  const rows = present(row);
  const block = isOutline(row) ? blockOf(row, rows) : [row];
  const target = rows.find((one) => {
    const box = one.getBoundingClientRect();
    return !block.includes(one) && event.clientY < box.top + box.height / 2;
  });
  if (rows[rows.indexOf(row) + block.length] !== target) placeAll(row, target ?? null);
  if (!isOutline(row)) return;
  // To the right where one reads so.
  const aside = (event.clientX - x) * (getComputedStyle(row).direction === 'rtl' ? -1 : 1);
  setLevel(block, level + Math.round(aside / LEVEL), present(row));
}
