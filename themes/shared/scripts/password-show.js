// Lets people see the password that they type.
import { enhance, make } from './enhance.js';

enhance('form[data-form] input[type="password"]', (input) => {
  if (!(input instanceof HTMLInputElement)) return;
  // The label as it reads, without the mark of what is required.
  const label = input.labels?.[0]?.firstChild?.textContent?.trim() || 'Password';
  const button = make(
    'button',
    {
      type: 'button',
      class: 'button',
      'data-look': 'link',
      'data-password-show': '',
      'aria-controls': input.id,
      'aria-pressed': 'false',
    },
    `Show ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
  );
  /** @param {boolean} shown */
  const show = (shown) => {
    input.type = shown ? 'text' : 'password';
    button.setAttribute('aria-pressed', String(shown));
  };
  // What is shown must be left alone as what is hidden is.
  input.spellcheck = false;
  input.autocapitalize = 'off';
  button.addEventListener('click', () => show(input.type === 'password'));
  // Sent as text it would be remembered among what was typed into other boxes.
  input.form?.addEventListener('submit', () => show(false));
  input.after(button);
});
