// Choosing rows of a table: all at once, a range with Shift, and a bar that says how many.
import { announce, enhance, make } from './enhance.js';

enhance('[data-select]', (area) => {
  const all = area.querySelector('[data-select-all]') ?? boxForAll(area);
  const bar = area.querySelector('[data-bulk-bar]');
  const counter = area.querySelector('[data-selected-count]');
  /** @type {HTMLInputElement | undefined} */
  let last;

  const boxes = () =>
    [...area.querySelectorAll('input[type=checkbox][data-select-row]')].filter(
      (one) => one instanceof HTMLInputElement,
    );

  const update = () => {
    const rows = boxes();
    const chosen = rows.filter((box) => box.checked);
    for (const box of rows) box.closest('tr')?.setAttribute('aria-selected', String(box.checked));
    if (all instanceof HTMLInputElement) {
      all.checked = rows.length > 0 && chosen.length === rows.length;
      all.indeterminate = chosen.length > 0 && chosen.length < rows.length;
    }
    if (bar instanceof HTMLElement) bar.hidden = chosen.length === 0;
    if (counter) counter.textContent = `${chosen.length} selected`;
    return chosen.length;
  };

  if (all instanceof HTMLInputElement) {
    all.addEventListener('change', () => {
      for (const box of boxes()) box.checked = all.checked;
      announce(`${update()} selected.`);
    });
  }
  area.addEventListener('click', (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.matches('[data-select-row]')) return;
    const rows = boxes();
    const from = last ? rows.indexOf(last) : -1;
    if (event.shiftKey && from >= 0) {
      const to = rows.indexOf(box);
      for (const one of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) {
        one.checked = box.checked;
      }
    }
    last = box;
    announce(`${update()} selected.`);
  });
  update();
});

/**
 * A box for all in the head of the column that has the boxes: of use to scripts only.
 * @param {HTMLElement} area
 */
function boxForAll(area) {
  const cell = area.querySelector('input[data-select-row]')?.closest('td');
  const head = cell?.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex];
  if (!head) return null;
  const box = make('input', {
    type: 'checkbox',
    'aria-label': 'Choose all',
    'data-select-all': '',
  });
  head.append(box);
  return box;
}
