// Dropping files, a look at them before they are sent, and how far a big one is. The file input
// stays what it is: the form sends the file, with or without this.
import { announce, enhance, make } from './enhance.js';
import { free } from './form-feedback.js';

/** Files from this size on show how far they are. */
const BIG = 2_000_000;
const PREVIEW_MOST = 20_000_000;

/** @param {number} bytes */
const size = (bytes) =>
  bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;

enhance('[data-file-drop]', (drop) => {
  const input = drop.querySelector('input[type=file]');
  if (!(input instanceof HTMLInputElement) || input.disabled) return;
  const most = Number(drop.dataset.maxSize) || Infinity;
  const text = make('p', { class: 'file-drop-text' }, 'or drop it here');
  input.after(text);
  /** @type {HTMLElement | undefined} */
  let chosen;

  const look = () => {
    chosen?.remove();
    const [file] = input.files ?? [];
    if (!file) return;
    const tooLarge = file.size > most;
    const detail = tooLarge ? `${size(file.size)}: larger than ${size(most)}` : size(file.size);
    const clear = make(
      'button',
      { type: 'button', class: 'button', 'data-look': 'quiet' },
      'Take back',
    );
    chosen = make(
      'div',
      { class: 'file', 'data-chosen': '', ...(tooLarge ? { 'data-invalid': '' } : {}) },
      make('span', { class: 'file-name' }, file.name),
      make('span', { class: 'file-detail' }, detail),
      clear,
    );
    clear.addEventListener('click', () => {
      input.value = '';
      look();
      input.focus();
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
    drop.append(chosen);
    announce(`${file.name} chosen, ${detail}.`);
    if (file.type.startsWith('image/') && file.size < PREVIEW_MOST) preview(file, chosen);
  };

  for (const kind of ['dragenter', 'dragover']) {
    drop.addEventListener(kind, (event) => {
      if (!(event instanceof DragEvent) || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      drop.dataset.over = '';
    });
  }
  for (const kind of ['dragleave', 'drop']) {
    drop.addEventListener(kind, () => delete drop.dataset.over);
  }
  drop.addEventListener('drop', (event) => {
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    const one = new DataTransfer();
    if (event.dataTransfer.files[0]) one.items.add(event.dataTransfer.files[0]);
    input.files = one.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  input.addEventListener('change', look);
  look();
});

/**
 * The policy of the site allows `data:` and not `blob:` pictures.
 * @param {File} file
 * @param {HTMLElement} chosen
 */
function preview(file, chosen) {
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    chosen.prepend(make('img', { src: String(reader.result), alt: '' }));
  });
  reader.readAsDataURL(file);
}

document.addEventListener('submit', (event) => {
  const { target: form, submitter } = event;
  if (!(form instanceof HTMLFormElement) || event.defaultPrevented || !form.id) return;
  const files = [...form.querySelectorAll('[data-file-drop] input[type=file]')].flatMap((one) =>
    one instanceof HTMLInputElement ? [...(one.files ?? [])] : [],
  );
  const bytes = files.reduce((sum, file) => sum + file.size, 0);
  if (bytes < BIG) return;
  event.preventDefault();
  send(form, new FormData(form, submitter));
});

/**
 * Sends the form as htmx would: the answer is the form again, or the address to go to.
 * @param {HTMLFormElement} form
 * @param {FormData} body
 */
function send(form, body) {
  const bar = make('progress', { max: '100', value: '0' });
  const holder = make('div', { class: 'progress' }, make('span', {}, 'Uploading'), bar);
  (form.querySelector('.form-actions') ?? form).after(holder);
  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.setRequestHeader('HX-Request', 'true');
  request.setRequestHeader('HX-Request-Type', 'partial');
  request.setRequestHeader('HX-Target', `form#${encodeURI(form.id)}`);
  request.upload.addEventListener('progress', ({ loaded, total }) => {
    bar.value = (100 * loaded) / total;
  });
  request.addEventListener('load', () => {
    const to = request.getResponseHeader('hx-redirect');
    if (to) {
      form.dataset.sent = '';
      return location.assign(to);
    }
    holder.remove();
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    const again = page.getElementById(form.id);
    if (!again) return failed(holder, form);
    const fresh = document.importNode(again, true);
    form.replaceWith(fresh);
    const focus = fresh.querySelector('[autofocus]');
    if (focus instanceof HTMLElement) focus.focus();
  });
  request.addEventListener('error', () => failed(holder, form));
  request.send(body);
}

/**
 * @param {HTMLElement} holder
 * @param {HTMLFormElement} form
 */
function failed(holder, form) {
  holder.remove();
  free(form);
  const text = 'The upload did not arrive. Everything is still here: send it again.';
  const notice = make('div', { class: 'notice', 'data-tone': 'danger', role: 'alert' }, text);
  form.prepend(notice);
  notice.scrollIntoView({ block: 'nearest' });
}
