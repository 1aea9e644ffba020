// Proposes a machine name from a label until somebody writes one by hand.
import { enhance } from './enhance.js';

/** @type {Record<string, string>} */
const LETTERS = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ð: 'd' };

/** @param {string} text */
export function machineName(text) {
  return text
    .toLowerCase()
    .replaceAll(/[ßæœøđłþð]/g, (letter) => LETTERS[letter] ?? '')
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '')
    .slice(0, 32)
    .replace(/_+$/, '');
}

enhance('input[data-machine-name-of]', (target) => {
  if (!(target instanceof HTMLInputElement) || !target.form) return;
  const source = target.form.elements.namedItem(target.dataset.machineNameOf ?? '');
  if (!(source instanceof HTMLInputElement)) return;
  let follows = target.value === machineName(source.value);
  source.addEventListener('input', () => {
    if (!follows) return;
    target.value = machineName(source.value);
    target.dispatchEvent(new Event('change', { bubbles: true }));
  });
  target.addEventListener('input', () => {
    // Emptied by hand: propose again.
    follows = target.value === '';
  });
});
