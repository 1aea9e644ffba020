// Rows are moved and removed in the page, by their buttons here and by their handle in
// `row-drag.js`: each row sends its key in the order in which the rows stand, so moving the row is
// all there is to do.
import { announce, make } from './enhance.js';
import { blockOf, isOutline, levelOf, placeInWords, setLevel } from './row-levels.js';

/** @param {Element} row */
const rowsOf = (row) =>
  [...(row.parentElement?.children ?? [])].filter(
    (one) => one instanceof HTMLElement && one.dataset.row !== undefined,
  );

/** @param {Element} row */
export const present = (row) => rowsOf(row).filter((one) => !one.hasAttribute('data-removed'));

/** @param {Element} row */
export const nameOf = (row) => {
  const said = row.getAttribute('data-row');
  return said ? `“${said}”` : (row.closest('[data-rows]')?.getAttribute('data-rows') ?? 'Row');
};

/**
 * Buttons of this row and not of rows inside it.
 * @param {Element} row
 * @param {string} selector
 */
const own = (row, selector) =>
  [...row.querySelectorAll(selector)].filter((one) => one.closest('[data-row]') === row);

/**
 * Puts `row` before `other` (or last), keeping focus and state where the browser can.
 * @param {Element} row
 * @param {Element | null} other
 */
export function place(row, other) {
  const list = row.parentElement;
  if (!list || other === row) return;
  const focused = document.activeElement;
  // Newer browsers move without losing state (focus, frames); older ones take out and put in.
  if (typeof list.moveBefore === 'function') list.moveBefore(row, other);
  else list.insertBefore(row, other);
  if (focused instanceof HTMLElement && row.contains(focused)) focused.focus();
  renumber(row);
}

/**
 * Numbers in the labels of buttons, and which of them lead nowhere.
 * @param {Element} row
 */
function renumber(row) {
  const rows = present(row);
  rows.forEach((one, position) => {
    for (const button of own(one, '[data-row-handle], [data-row-action]')) {
      const label = button.querySelector('.visually-hidden');
      // A row that says what is in it has no number in its name.
      if (label && !one.getAttribute('data-row'))
        label.textContent = label.textContent.replace(/\d+(?!.*\d)/, String(position + 1));
      const kind = button.getAttribute('data-row-action');
      const stuck =
        ((kind === 'up' || kind === 'in') && position === 0) ||
        (kind === 'out' && levelOf(one) === 0) ||
        (kind === 'down' && position === rows.length - 1);
      if (kind) button.toggleAttribute('disabled', stuck);
    }
  });
}

/**
 * Puts a row with all that is below it before `other` (or last).
 * @param {Element} row
 * @param {Element | null} other
 * @param {number} [level]
 */
export function placeAll(row, other, level = levelOf(row)) {
  if (!isOutline(row)) return place(row, other);
  const block = blockOf(row, present(row));
  for (const one of block) place(one, other);
  setLevel(block, level, present(row));
  renumber(row);
}

/**
 * @param {Element} row
 * @param {number} by
 */
function moveInOutline(row, by) {
  const rows = present(row);
  const block = blockOf(row, rows);
  const rest = rows.filter((one) => !block.includes(one));
  const target = rows.indexOf(row) + by;
  if (target < 0 || target > rest.length) return;
  placeAll(row, rest[target] ?? null);
  told(row);
}

/**
 * One level deeper (1) or less deep (-1).
 * @param {Element} row
 * @param {number} by
 */
export function shift(row, by) {
  if (!isOutline(row)) return;
  setLevel(blockOf(row, present(row)), levelOf(row) + by, present(row));
  renumber(row);
  told(row);
}

/** @param {Element} row */
function told(row) {
  const rows = present(row);
  announce(
    `${nameOf(row)} is now number ${rows.indexOf(row) + 1} of ${rows.length}, ${placeInWords(row, rows)}.`,
  );
  changed(row);
}

/**
 * @param {Element} row
 * @param {number} by
 */
export function move(row, by) {
  if (isOutline(row)) return moveInOutline(row, by);
  const rows = present(row);
  const target = rows.indexOf(row) + by;
  if (target < 0 || target >= rows.length) return;
  place(row, by < 0 ? (rows[target] ?? null) : (rows[target]?.nextElementSibling ?? null));
  announce(`${nameOf(row)} is now number ${target + 1} of ${rows.length}.`);
  changed(row);
}

/** @param {Element} row */
export const changed = (row) => row.dispatchEvent(new Event('change', { bubbles: true }));

// In the capturing phase, before htmx asks the server to do the same.
document.addEventListener(
  'click',
  (event) => {
    const button = event.target instanceof Element && event.target.closest('[data-row-action]');
    const row = button && button.closest('[data-row]');
    if (!button || !row) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const kind = button.getAttribute('data-row-action');
    if (kind === 'remove') remove(row);
    else {
      const back = kind === 'up' || kind === 'out';
      (kind === 'in' || kind === 'out' ? shift : move)(row, back ? -1 : 1);
      const other = { up: 'down', down: 'up', in: 'out', out: 'in' }[kind ?? ''];
      if (button.hasAttribute('disabled')) {
        const [next] = own(row, `[data-row-action=${other}]`);
        if (next instanceof HTMLElement) next.focus();
      }
    }
  },
  { capture: true },
);

/**
 * A removed row stays where it was until the form is sent, without its key: it can come back.
 * @param {Element} row
 */
function remove(row) {
  const keys = [...row.children].filter(
    (one) => one instanceof HTMLInputElement && one.type === 'hidden' && one.name.endsWith('[]'),
  );
  const undo = make('button', { type: 'button', class: 'button', 'data-look': 'link' }, 'Undo');
  const note = make('p', { class: 'row-removed' }, `${nameOf(row)} removed. `, undo);
  const set = (/** @type {boolean} */ gone) => {
    row.toggleAttribute('data-removed', gone);
    for (const child of row.children) if (child !== note) child.toggleAttribute('inert', gone);
    for (const key of keys) key.toggleAttribute('disabled', gone);
    renumber(row);
    changed(row);
  };
  undo.addEventListener('click', () => {
    note.remove();
    set(false);
    const [first] = own(row, '[data-row-action=remove]');
    if (first instanceof HTMLElement) first.focus();
  });
  row.append(note);
  set(true);
  undo.focus();
  announce(`${nameOf(row)} removed.`);
}
