// Puts the focus where it is needed, shows that a form is on its way, and counts characters.
import { enhance, make } from './enhance.js';

/** How long a form may be on its way before its button works again (a download never leaves). */
const LONGEST = 10_000;

// Browsers leave out `autofocus` when the address names a part of the page.
const first = document.querySelector('form[data-form] [autofocus]');
if (first instanceof HTMLElement && document.activeElement !== first) first.focus();

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
  if (form.dataset.busy !== undefined) {
    event.preventDefault();
    return;
  }
  // A date that was typed half would be sent as nothing.
  const half = [...form.elements].find(
    (one) => one instanceof HTMLInputElement && one.validity.badInput,
  );
  if (half instanceof HTMLInputElement) {
    event.preventDefault();
    half.reportValidity();
    return;
  }
  form.dataset.busy = '';
  form.setAttribute('aria-busy', 'true');
  if (!(submitter instanceof HTMLButtonElement)) return;
  submitter.dataset.busy = '';
  // Not at once: what is disabled now would not be sent.
  setTimeout(() => {
    submitter.disabled = true;
  });
  setTimeout(() => 'uploading' in form.dataset || free(form), LONGEST);
});

// What a form asks for by itself would come after what it is being sent for, and undo that.
document.addEventListener('htmx:before:request', (event) => {
  const form = event.target instanceof Element ? event.target.closest('form') : null;
  if (form && form.dataset.busy !== undefined) event.preventDefault();
});

/**
 * The form may be sent again.
 * @param {HTMLFormElement} form
 */
export function free(form) {
  delete form.dataset.busy;
  form.removeAttribute('aria-busy');
  for (const button of form.querySelectorAll('button[data-busy]')) {
    button.removeAttribute('data-busy');
    button.removeAttribute('disabled');
  }
}

// The way back shows the page as it was left.
addEventListener('pageshow', (event) => {
  if (event.persisted) for (const form of document.forms) free(form);
});

enhance('[data-max-length]', (control) => {
  if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) return;
  const most = Number(control.dataset.maxLength);
  const counter = make('p', { class: 'form-help numbers', 'aria-live': 'polite', hidden: '' });
  const count = () => {
    const length = Array.from(control.value).length;
    counter.hidden = length < most * 0.8;
    counter.toggleAttribute('data-over', length > most);
    counter.textContent =
      length > most ? `${length - most} characters too many` : `${most - length} characters left`;
  };
  control.after(counter);
  control.addEventListener('input', count);
  count();
});
