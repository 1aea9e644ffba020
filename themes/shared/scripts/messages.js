// Messages can be put away, and go by themselves when there is nothing more to do about them.
import { enhance, make } from './enhance.js';

const SHORT = 8_000;
const WITH_UNDO = 20_000;

enhance('.messages > .notice', (message) => {
  const close = make('button', {
    type: 'button',
    class: 'button message-close',
    'data-look': 'quiet',
    'aria-label': 'Close this message',
  });
  close.textContent = '×';
  close.addEventListener('click', () => message.remove());
  message.append(close);

  const tone = message.dataset.tone;
  if (tone === 'danger' || tone === 'caution') return;
  const long = message.querySelector('form, a') ? WITH_UNDO : SHORT;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let leaving;
  const start = () => {
    clearTimeout(leaving);
    leaving = setTimeout(() => message.remove(), long);
  };
  const stop = () => clearTimeout(leaving);
  message.addEventListener('pointerenter', stop);
  message.addEventListener('pointerleave', start);
  message.addEventListener('focusin', stop);
  message.addEventListener('focusout', start);
  start();
});
