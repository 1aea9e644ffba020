// Sends a form with big files by itself, to show how far they are and to let somebody stop. What
// comes back is the form again, or the address to go to.
import { announce, make } from './enhance.js';
import { free } from './form-feedback.js';

/** Files from this size on show how far they are. */
const BIG = 2_000_000;
const KEPT = 'Everything is still here.';

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !form.id) return;
  const files = [...form.querySelectorAll('[data-file-drop] input[type=file]')].flatMap((one) =>
    one instanceof HTMLInputElement ? [...(one.files ?? [])] : [],
  );
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes < BIG) return;
  event.preventDefault();
  send(form, submitter);
});

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function send(form, submitter) {
  const request = new XMLHttpRequest();
  const shown = progress(form, () => request.abort());
  form.dataset.uploading = '';
  form.querySelector('[data-upload-failed]')?.remove();
  /**
   * @param {string} [why]
   * @param {Element | null} [way]
   */
  const end = (why, way) => {
    shown.holder.remove();
    delete form.dataset.uploading;
    free(form);
    if (why) failed(form, why, way ?? undefined);
  };
  request.upload.addEventListener('progress', ({ loaded, total }) => shown.set(loaded / total));
  request.addEventListener('load', () => {
    const to = request.getResponseHeader('hx-redirect');
    if (to) {
      form.dataset.sent = '';
      return location.assign(to);
    }
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    const again = page.getElementById(form.id);
    if (!again) return end(reason(page), page.querySelector('a[target=_blank]'));
    replace(form, document.importNode(again, true));
  });
  request.addEventListener('error', () => end(`The connection broke off. ${KEPT} Send it again.`));
  request.addEventListener('abort', () => {
    end();
    announce(`The upload was stopped. ${KEPT}`);
    submitter?.focus();
  });
  const body = new FormData(form, submitter);
  request.open('POST', submitter?.getAttribute('formaction') ?? form.action);
  request.setRequestHeader('HX-Request', 'true');
  request.setRequestHeader('HX-Request-Type', 'partial');
  request.setRequestHeader('HX-Target', `form#${encodeURI(form.id)}`);
  request.send(body);
}

/**
 * How far it is, and the way to stop it.
 * @param {HTMLFormElement} form
 * @param {() => void} stop
 */
function progress(form, stop) {
  const label = make('span', { id: 'upload-progress' }, 'Uploading');
  const share = make('span', { class: 'progress-share' });
  const bar = make('progress', { max: '100', value: '0', 'aria-labelledby': label.id });
  const cancel = make(
    'button',
    { type: 'button', class: 'button', 'data-look': 'quiet' },
    'Cancel',
  );
  const holder = make('div', { class: 'progress' }, label, share, bar, cancel);
  cancel.addEventListener('click', stop);
  (form.querySelector('.form-actions') ?? form).before(holder);
  holder.scrollIntoView({ block: 'nearest' });
  announce('Uploading.');
  return {
    holder,
    /** @param {number} part */
    set(part) {
      bar.value = 100 * part;
      share.textContent = `${Math.floor(100 * part)} %`;
      // All of it has arrived; what it is for takes a moment more.
      if (part === 1) label.textContent = 'Saving';
    },
  };
}

/**
 * The form as the server answers it. What it does not have (a file that it did not take, a
 * password, which never comes back) stays as it was entered.
 * @param {HTMLFormElement} form
 * @param {HTMLElement} fresh
 */
function replace(form, fresh) {
  for (const one of form.querySelectorAll('input[type=file], input[type=password]')) {
    const other = fresh.querySelector(`#${CSS.escape(one.id)}`);
    if (other && !other.closest('[data-file-drop]')?.querySelector('.file')) other.replaceWith(one);
  }
  form.replaceWith(fresh);
  const focus = fresh.querySelector('[autofocus]');
  if (focus instanceof HTMLElement) focus.focus();
}

/**
 * What a page says that is not the form: what went wrong and what to do.
 * @param {Document} page
 */
function reason(page) {
  const title = page.querySelector('h1')?.textContent.trim() ?? '';
  const text = page.querySelector('h1 ~ p, main p')?.textContent.trim() ?? '';
  return `${title ? `${title}. ` : 'The upload was not taken. '}${text} ${KEPT}`;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} why
 * @param {Element} [way]
 */
function failed(form, why, way) {
  const attributes = { class: 'notice', 'data-tone': 'danger', role: 'alert' };
  const notice = make('div', { ...attributes, 'data-upload-failed': '' }, why);
  if (way) notice.append(document.importNode(way, true));
  form.prepend(notice);
  notice.scrollIntoView({ block: 'center' });
}
