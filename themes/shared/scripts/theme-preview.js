// Shows what is entered in the settings of a theme at once: the form's values are the address of a
// style sheet, which takes the place of the one in the frame.
import { enhance, make } from './enhance.js';

const WAIT = 120;

enhance('[data-theme-preview]', (place) => {
  const form = document.querySelector('form[data-theme-settings]');
  const path = place.dataset.themePreview ?? '';
  if (!(form instanceof HTMLFormElement)) return;
  const frame = make('iframe', {
    title: 'Preview',
    src: `${path}?${query(form)}&frame=1`,
    class: 'theme-frame',
  });
  const buttons = [modeButton('light', 'Light'), modeButton('dark', 'Dark')];
  place.prepend(make('div', { class: 'button-group' }, ...buttons), frame);

  /** @param {string} mode */
  const show = (mode) => {
    for (const button of buttons) {
      button.setAttribute('aria-pressed', String(button.value === mode));
    }
    const root = frame.contentDocument?.documentElement;
    if (root) root.dataset.theme = mode;
  };
  let mode = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  for (const button of buttons) {
    button.addEventListener('click', () => show((mode = button.value)));
  }
  frame.addEventListener('load', () => {
    show(mode);
    // It is there to be looked at: its links lead nowhere.
    for (const kind of ['click', 'submit']) {
      frame.contentDocument?.addEventListener(kind, (event) => event.preventDefault());
    }
  });

  let timer = 0;
  form.addEventListener('input', (event) => {
    const named = event.target instanceof HTMLInputElement ? event.target.name : '';
    const touched = /\[(light|dark)\]$/.exec(named)?.[1];
    if (touched !== undefined) show((mode = touched));
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  });

  async function update() {
    const values = query(form instanceof HTMLFormElement ? form : undefined);
    dress(frame, `${path}/style.css?${values}`);
    const link = place.querySelector('a');
    if (link) link.href = `${path}?${values}`;
    const answer = await fetch(`${path}/contrast?${values}`);
    if (answer.ok) warn(await answer.json());
  }
});

/** @param {HTMLFormElement} [form] */
function query(form) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (!name.startsWith('_') && typeof value === 'string' && value !== '') {
      values.set(name, value);
    }
  }
  return values;
}

/**
 * The new sheet is there before the old one goes, so that nothing flashes.
 * @param {HTMLIFrameElement} frame
 * @param {string} url
 */
function dress(frame, url) {
  const old = frame.contentDocument?.querySelectorAll('link[rel=stylesheet]') ?? [];
  const sheet = make('link', { rel: 'stylesheet', href: url });
  sheet.addEventListener('load', () => {
    for (const one of old) one.remove();
  });
  frame.contentDocument?.head.append(sheet);
}

/** @param {string[]} problems */
function warn(problems) {
  const notice = document.querySelector('[data-contrast] .notice');
  if (!(notice instanceof HTMLElement)) return;
  notice.hidden = problems.length === 0;
  notice.firstElementChild?.replaceChildren(...problems.map((text) => make('p', {}, text)));
}

/**
 * @param {string} value
 * @param {string} label
 */
function modeButton(value, label) {
  return make(
    'button',
    { class: 'button', 'data-look': 'secondary', type: 'button', value },
    label,
  );
}
