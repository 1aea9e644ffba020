// Says what is wrong with an element as soon as it is left, while the rest is being filled in. The
// server says it; nothing is stored, the focus stays where it is, and an element that is still
// empty is left in peace.
import { announce } from './enhance.js';

const WAIT = 250;
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/** @type {WeakMap<Control, AbortController>} */
const asking = new WeakMap();

/** What is under the pointer must not move away between pressing and letting go. */
let pressed = Promise.resolve();
document.addEventListener('pointerdown', () => {
  pressed = new Promise((done) => {
    for (const kind of ['pointerup', 'pointercancel']) {
      document.addEventListener(kind, () => setTimeout(done), { once: true });
    }
  });
});

document.addEventListener('change', (event) => {
  const control = event.target;
  if (isTyped(control) && control.form?.matches('form[data-form][method=post]')) {
    void check(control, control.form);
  }
});

/**
 * @param {EventTarget | null} target
 * @returns {target is Control}
 */
function isTyped(target) {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['checkbox', 'radio', 'file', 'hidden', 'password'].includes(target.type)
  );
}

/**
 * @param {Control} control
 * @param {HTMLFormElement} form
 */
async function check(control, form) {
  asking.get(control)?.abort();
  const item = control.closest('.form-item');
  if (!item || control.id === '' || control.value.trim() === '') return;
  const asked = new AbortController();
  asking.set(control, asked);
  const { value } = control;
  try {
    await new Promise((done) => setTimeout(done, WAIT));
    const fresh = await ask(control, form, asked.signal);
    await pressed;
    const stale = asked.signal.aborted || !item.isConnected || 'busy' in form.dataset;
    if (fresh && !stale && control.value === value) show(control, item, fresh);
  } catch (error) {
    // It is said when the form is sent, at the latest.
    if (!(error instanceof DOMException || error instanceof TypeError)) throw error;
  }
}

/**
 * The same element as the server draws it, with what is wrong; undefined when it cannot be had.
 * @param {Control} control
 * @param {HTMLFormElement} form
 * @param {AbortSignal} signal
 */
async function ask(control, form, signal) {
  if (signal.aborted || 'busy' in form.dataset) return undefined;
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') body.append(name, value);
  }
  const owner = control.closest('[data-autocomplete]')?.querySelector('[data-value]') ?? control;
  const name = owner.getAttribute('name') ?? '';
  body.set(
    '_op',
    `check:/${name.replaceAll(']', '').split('[').map(decodeURIComponent).join('/')}`,
  );
  const answer = await fetch(form.action, {
    method: 'POST',
    body,
    signal,
    headers: {
      'HX-Request': 'true',
      'HX-Request-Type': 'partial',
      'HX-Target': `${control.localName}#${control.id}`,
    },
  });
  if (!answer.ok) return undefined;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  return page.getElementById(control.id)?.closest('.form-item') ?? undefined;
}

/**
 * Only what is said changes: the control stays the one that somebody may be in again.
 * @param {Control} control
 * @param {Element} item
 * @param {Element} fresh
 */
function show(control, item, fresh) {
  const id = `${control.id}-problem`;
  const before = item.querySelector(`#${CSS.escape(id)}`);
  const now = fresh.querySelector(`#${CSS.escape(id)}`);
  const label = item.querySelector('.form-label')?.firstChild?.textContent ?? '';
  if (before?.textContent === now?.textContent) return;
  before?.remove();
  if (now) {
    const above =
      item.querySelector(`#${CSS.escape(control.id)}-help`) ?? item.querySelector('label');
    above?.after(document.importNode(now, true));
  }
  item.toggleAttribute('data-invalid', now !== null);
  const described = new Set((control.getAttribute('aria-describedby') ?? '').split(' '));
  described.delete('');
  if (now) described.add(id);
  else described.delete(id);
  if (now) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
  if (described.size > 0) control.setAttribute('aria-describedby', [...described].join(' '));
  else control.removeAttribute('aria-describedby');
  const said = [...(now?.querySelectorAll(':scope > span') ?? [])].map((one) => one.textContent);
  announce(now ? `${label}: ${said.join(' ')}` : `${label}: put right.`);
}
