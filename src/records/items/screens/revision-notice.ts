import { type Element, inOrder, link } from '#grammar/render';
import type { Item, Revision } from '../item.ts';

/** Above an old revision: that it is old, and the ways on. */
export function revisionNotice(
  item: Item,
  revision: Revision,
  options: { readonly when: string; readonly mayRevert: boolean },
): Element {
  const url = `/item/${item.id}/revisions`;
  const when = `${options.when}, saved by ${revision.authorName}`;
  const log = revision.log === '' ? '' : ` Log message: ${revision.log}`;
  if (revision.id === item.revisionId) {
    return {
      '#type': 'notice',
      '#tone': 'info',
      '#value': `This is the current revision, of ${when}.${log}`,
    };
  }
  return {
    '#type': 'notice',
    '#tone': 'caution',
    '#value': `This is how it was on ${when}.${log}`,
    '#children': inOrder(
      link(`${url}/${revision.id}/${item.revisionId}`, 'Compare with the current one'),
      options.mayRevert && {
        '#type': 'form',
        '#action': `${url}/${revision.id}/revert`,
        '#method': 'post',
        '#attributes': { class: 'notice-action' },
        '#children': inOrder({
          '#type': 'button',
          '#value': 'Revert to this',
          '#look': 'secondary',
          '#icon': 'undo-2',
        }),
      },
    ),
  };
}
