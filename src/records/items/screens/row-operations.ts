import { container, type Element, inOrder, link } from '#grammar/render';

/** One thing that can be done with a row, as an icon; `label` names it for everybody. */
export function rowLink(url: string, iconName: string, label: string): Element {
  return link(url, label, {
    icon: iconName,
    iconOnly: true,
    look: 'quiet',
    attributes: { title: label },
  });
}

/** The same for what changes something at once, and can be undone. */
export function rowButton(url: string, iconName: string, label: string): Element {
  return {
    '#type': 'form',
    '#action': url,
    '#method': 'post',
    '#children': inOrder({
      '#type': 'button',
      '#value': label,
      '#look': 'quiet',
      '#icon': iconName,
      '#iconOnly': true,
      '#attributes': { title: label },
    }),
  };
}

/** What can be done with a row, in its last cell. */
export function rowOperations(...operations: readonly (Element | undefined | false)[]): Element {
  return container(inOrder(...operations), { attributes: { class: 'operations' } });
}
