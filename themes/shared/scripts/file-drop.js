// Dropping files, and a look at them before they are sent. The file input stays what it is: the
// form sends the file, with or without this.
import { announce, enhance, make } from './enhance.js';

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
