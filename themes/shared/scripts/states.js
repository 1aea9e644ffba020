// Shows an element while another has a value. The server ignores what is hidden, with or without.
import { enhance } from './enhance.js';

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} equals
 */
function holds(form, name, equals) {
  const controls = [...form.elements].filter(
    (one) => one instanceof HTMLElement && one.getAttribute('name') === name,
  );
  // What depends on something hidden is hidden too.
  if (controls.every((one) => one.closest('[data-state=hidden]'))) return false;
  return controls.some((one) => {
    if (one instanceof HTMLSelectElement) {
      return [...one.selectedOptions].some((option) => option.value === equals);
    }
    if (one instanceof HTMLInputElement && one.type === 'hidden') return false;
    if (one instanceof HTMLInputElement && one.type === 'checkbox' && one.value === '1') {
      return equals === (one.checked ? 'true' : 'false') || (one.checked && equals === '1');
    }
    if (one instanceof HTMLInputElement && (one.type === 'checkbox' || one.type === 'radio')) {
      return one.checked && one.value === equals;
    }
    return 'value' in one && one.value === equals;
  });
}

/** @param {HTMLFormElement} form */
function update(form) {
  // In the order of the page: what others depend on usually stands before them.
  for (const element of form.querySelectorAll('[data-show-when]')) {
    const name = element.getAttribute('data-show-when') ?? '';
    const shown = holds(form, name, element.getAttribute('data-show-equals') ?? '');
    if (shown) element.removeAttribute('data-state');
    else element.setAttribute('data-state', 'hidden');
  }
}

/** @param {EventTarget | null} target */
const formOf = (target) => (target instanceof Element ? target.closest('form') : null);

for (const kind of ['input', 'change']) {
  document.addEventListener(kind, (event) => {
    const form = formOf(event.target);
    if (form) update(form);
  });
}
enhance('[data-show-when]', (element) => {
  const form = formOf(element);
  if (form) update(form);
});
