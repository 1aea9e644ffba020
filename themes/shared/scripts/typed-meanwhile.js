// A part of a form that is asked for anew shows what was entered when it was asked for. What
// somebody typed or chose since then is put into it.

/** @typedef {{ id: string, value: string, checked: boolean | undefined }} Entry */

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */

/**
 * Those that hold what was typed or chosen; several choices in one are too slowly made.
 * @param {Element} one
 * @returns {one is Control}
 */
const isControl = (one) =>
  one instanceof HTMLInputElement
    ? !['hidden', 'file', 'password'].includes(one.type)
    : one instanceof HTMLTextAreaElement || (one instanceof HTMLSelectElement && !one.multiple);

/** @param {Control} control */
const isBox = (control) => control.type === 'checkbox' || control.type === 'radio';

/** @type {Entry[]} */
let since = [];

document.addEventListener('htmx:before:swap', (event) => {
  if (!(event instanceof CustomEvent)) return;
  const { ctx, tasks } = event.detail;
  const part = tasks[0]?.target;
  const sent = ctx.request.body;
  since = [];
  if (!(part instanceof Element) || !(sent instanceof URLSearchParams)) return;
  for (const control of [...part.querySelectorAll('input, select, textarea')].filter(isControl)) {
    if (control.id === '' || control.disabled || control.name === '') continue;
    const then = sent.getAll(control.name).includes(control.value);
    const checked = isBox(control) ? Boolean('checked' in control && control.checked) : undefined;
    if (checked === undefined ? then : then === checked) continue;
    since.push({ id: control.id, value: control.value, checked });
  }
});

document.addEventListener('htmx:before:settle', () => {
  for (const { id, value, checked } of since) {
    const control = document.getElementById(id);
    if (control instanceof HTMLInputElement && checked !== undefined) control.checked = checked;
    else if (control && 'value' in control) control.value = value;
  }
});

// Now whoever listens to the new part is there.
document.addEventListener('htmx:after:swap', () => {
  const entries = since;
  since = [];
  for (const { id } of entries) {
    for (const kind of ['input', 'change']) {
      document.getElementById(id)?.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }
});
