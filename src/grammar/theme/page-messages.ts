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
  return {
    '#type': 'notice',
    '#tone': message.tone,
    '#value': message.text,
    '#children': inOrder(
      undo && button(undo, 'undo-2'),
      more && (more.post ? button(more) : link(more.url, more.label)),
    ),
  };
}

function button({ url, label }: { readonly url: string; readonly label: string }, icon?: string) {
  return {
    '#type': 'form',
    '#action': url,
    '#method': 'post',
    '#attributes': { class: 'notice-action' },
    '#children': {
      button: {
        '#type': 'button',
        '#value': label,
        '#look': 'link',
        ...(icon === undefined ? {} : { '#icon': icon }),
      },
    },
  } as const;
}
