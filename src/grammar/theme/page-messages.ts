import { container, type Element, inOrder, link } from '#grammar/render';
import type { Message } from '#grammar/routes';

/** What happened, each with its way back. */
export function messagesElement(messages: readonly Message[] | undefined): Element | undefined {
  if (messages === undefined || messages.length === 0) return undefined;
  const list = container(inOrder(...messages.map(messageElement)), {
    attributes: { class: 'messages', role: 'status' },
  });
  return {
    ...list,
    '#attached': { scripts: ['messages'] },
    // They are shown once, to whom they are for.
    '#cache': { contexts: ['session'] },
  };
}

function messageElement(message: Message): Element {
  const { undo, link: more } = message;
  const way: Element | undefined = undo && {
    '#type': 'form',
    '#action': undo.url,
    '#method': 'post',
    '#attributes': { class: 'notice-action' },
    '#children': {
      button: { '#type': 'button', '#value': undo.label, '#look': 'link', '#icon': 'undo-2' },
    },
  };
  return {
    '#type': 'notice',
    '#tone': message.tone,
    '#value': message.text,
    '#children': inOrder(way, more && link(more.url, more.label)),
  };
}
