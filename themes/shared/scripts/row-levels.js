// Rows of an outline stand a number of levels below the top. They are moved with all that is below
// them, and never so that something else comes to stand under another row than before.

const DEEPEST = 9;

/** @param {Element} row */
export const isOutline = (row) => row.hasAttribute('data-level');

/** @param {Element | undefined} row */
export const levelOf = (row) => Number(row?.getAttribute('data-level') ?? -1);

/**
 * The row and all that is below it.
 * @param {Element} row
 * @param {readonly Element[]} rows
 */
export function blockOf(row, rows) {
  const at = rows.indexOf(row);
  const after = rows.findIndex((one, i) => i > at && levelOf(one) <= levelOf(row));
  return rows.slice(at, after === -1 ? rows.length : after);
}

/**
 * Puts the block on `wanted`, or as near to it as its neighbours let it.
 * @param {readonly Element[]} block
 * @param {number} wanted
 * @param {readonly Element[]} rows
 */
export function setLevel(block, wanted, rows) {
  const [row] = block;
  if (!row) return;
  const at = rows.indexOf(row);
  const most = levelOf(rows[at - 1]) + 1;
  const least = Math.min(Math.max(levelOf(rows[at + block.length]), 0), most);
  const by = Math.max(Math.min(wanted, most), least) - levelOf(row);
  if (block.some((one) => levelOf(one) + by > DEEPEST)) return;
  for (const one of block) {
    one.setAttribute('data-level', String(levelOf(one) + by));
    const name = one.closest('[data-level-in]')?.getAttribute('data-level-in');
    const input = one.querySelector(`input[type=hidden][name$="[${name}]"]`);
    if (input instanceof HTMLInputElement) input.value = String(levelOf(one));
  }
}

/**
 * What the row stands under, in words.
 * @param {Element} row
 * @param {readonly Element[]} rows
 */
export function placeInWords(row, rows) {
  const above = rows
    .slice(0, rows.indexOf(row))
    .findLast((one) => levelOf(one) < levelOf(row))
    ?.getAttribute('data-row');
  return above ? `under “${above}”` : 'on top';
}
