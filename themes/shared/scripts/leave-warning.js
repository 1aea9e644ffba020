// Asks before changes that were not saved are lost. The browser words the question.
import { enhance } from './enhance.js';

/** @type {Set<HTMLFormElement>} */
const unsaved = new Set();

enhance('form[data-warn-on-leave]', (form) => {
  if (!(form instanceof HTMLFormElement)) return;
  if (form.dataset.unsaved !== undefined) unsaved.add(form);
  for (const kind of ['input', 'change']) form.addEventListener(kind, () => unsaved.add(form));
});

// Last of all that listen: the form may have been held back.
addEventListener('submit', (event) => {
  if (!event.defaultPrevented && event.target instanceof HTMLFormElement) {
    unsaved.delete(event.target);
  }
});

addEventListener('beforeunload', (event) => {
  const asks = [...unsaved].some((form) => form.isConnected && !('sent' in form.dataset));
  if (asks) event.preventDefault();
});
