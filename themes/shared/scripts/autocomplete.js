// Makes a combobox of a text box (ARIA 1.2, list popup). Without it the text is looked up when
// the form is sent, so that nothing is lost when the list cannot be had.
import { announce, enhance, make } from './enhance.js';

const WAIT = 150;
let count = 0;

enhance('[data-autocomplete]', (box) => {
  const input = box.querySelector('input:not([type=hidden])');
  const value = box.querySelector('[data-value]');
  const label = box.querySelector('[data-label]');
  if (!(input instanceof HTMLInputElement)) return;
  if (!(value instanceof HTMLInputElement) || !(label instanceof HTMLInputElement)) return;

  const list = make('ul', {
    class: 'listbox',
    role: 'listbox',
    id: `listbox-${++count}`,
    hidden: '',
  });
  list.setAttribute('aria-label', 'Suggestions');
  box.append(list);
  for (const [name, text] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', list.id],
  ]) {
    input.setAttribute(String(name), String(text));
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {AbortController | undefined} */
  let asking;
  let active = -1;

  const options = () => [...list.children].filter((one) => one.role === 'option');

  const close = () => {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    active = -1;
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  /** @param {number} position */
  const point = (position) => {
    const all = options();
    active = all.length === 0 ? -1 : (position + all.length) % all.length;
    all.forEach((one, i) => one.setAttribute('aria-selected', String(i === active)));
    const now = all[active];
    if (!now) return;
    input.setAttribute('aria-activedescendant', now.id);
    now.scrollIntoView({ block: 'nearest' });
  };

  /** @param {Element | undefined} option */
  const choose = (option) => {
    if (!(option instanceof HTMLElement)) return;
    value.value = option.dataset.option ?? '';
    input.value = option.dataset.name ?? '';
    // What is new has no id: it is made when the form is sent.
    label.value = value.value === '' ? '' : input.value;
    close();
    input.dispatchEvent(new Event('change', { bubbles: true }));
    announce(`${input.value} chosen.`);
  };

  const ask = async () => {
    const typed = input.value.trim();
    asking?.abort();
    if (typed === '') return close();
    const mine = new AbortController();
    asking = mine;
    box.setAttribute('aria-busy', 'true');
    try {
      const url = new URL(box.dataset.autocomplete ?? '', location.href);
      url.searchParams.set('q', typed);
      const answer = await fetch(url, {
        signal: mine.signal,
        headers: { accept: 'application/json' },
      });
      if (!answer.ok) throw new Error(answer.statusText);
      show(await answer.json());
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) close();
    } finally {
      if (asking === mine) box.removeAttribute('aria-busy');
    }
  };

  /**
   * What was typed, as something new, where that may be and nothing is called so.
   * @param {{ value: string, label: string, also?: string }[]} found
   */
  const added = (found) => {
    const name = input.value.trim().replaceAll(/\s+/g, ' ');
    const called = found.flatMap((one) => [one.label, one.also ?? '']);
    const isThere = called.some((one) => one.toLowerCase() === name.toLowerCase());
    return box.dataset.adds && !isThere ? [{ value: '', label: name, also: box.dataset.adds }] : [];
  };

  /** @param {{ value: string, label: string, also?: string }[]} found */
  const show = (found) => {
    const items = [...found, ...added(found)].map((one, i) => {
      const id = `${list.id}-${i}`;
      const item = make('li', { role: 'option', id, 'aria-selected': 'false' }, one.label);
      if (one.also) item.append(' ', make('small', { class: 'muted' }, one.also));
      item.dataset.option = one.value;
      item.dataset.name = one.label;
      return item;
    });
    const none = make('li', { class: 'muted', role: 'presentation' }, 'Nothing found');
    list.replaceChildren(...(items.length > 0 ? items : [none]));
    list.hidden = false;
    active = -1;
    input.setAttribute('aria-expanded', 'true');
    announce(items.length === 0 ? 'Nothing found.' : `${items.length} found. Arrow keys choose.`);
  };

  // The list of the browser would lie over ours. Where it is off at the end, the browser does not
  // give back on the way back what was typed.
  input.addEventListener('focus', () => input.setAttribute('autocomplete', 'off'));
  for (const [target, kind] of /** @type {const} */ ([
    [input, 'blur'],
    [window, 'pagehide'],
  ])) {
    target.addEventListener(kind, () => input.removeAttribute('autocomplete'));
  }
  input.addEventListener('input', () => {
    // What was chosen before does not belong to another text.
    value.value = '';
    label.value = '';
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) void ask();
      else point(active + (event.key === 'ArrowDown' ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(options()[active]);
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    }
  });
  input.addEventListener('blur', () => {
    // One and only one suggestion of that very name is what was meant.
    const same = options().filter(
      (one) => one instanceof HTMLElement && one.dataset.name === input.value.trim(),
    );
    if (!list.hidden && same.length === 1) choose(same[0]);
    close();
  });
  list.addEventListener('pointerdown', (event) => {
    event.preventDefault();
    const option = event.target instanceof Element && event.target.closest('[role=option]');
    if (option) choose(option);
  });
});
