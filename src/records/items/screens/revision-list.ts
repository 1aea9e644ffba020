import {
  badge,
  container,
  type Element,
  inOrder,
  link,
  paragraph,
  type TableRow,
  text,
  time,
} from '#grammar/render';
import type { Item, Revision } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import { partLabel } from '../part-labels.ts';

/**
 * The revisions of an item, newest first, of which two can be chosen to compare. `revisions` has
 * one more than is shown if there is one, so that the last has something to be compared with.
 */
export function revisionList(
  item: Item,
  type: ItemType,
  revisions: readonly Revision[],
  options: {
    readonly shown: number;
    readonly mayRevert: boolean;
    /** A time as the page shows it. */
    readonly when: (time: Date) => string;
  },
): Element {
  const url = `/item/${item.id}/revisions`;
  const shown = revisions.slice(0, options.shown);
  const rows = shown.map((revision, index): TableRow => {
    const previous = revisions[index + 1];
    const named = `the revision by ${revision.authorName}, ${options.when(revision.created)}`;
    const current = revision.id === item.revisionId;
    return {
      ...(current ? { attributes: { 'data-current': true } } : {}),
      cells: [
        radio('from', revision, `From ${named}`, index === Math.min(1, shown.length - 1)),
        radio('to', revision, `To ${named}`, index === 0),
        container(
          inOrder(
            time(revision.created, 'exact'),
            current && badge('Current', 'positive'),
            !revision.status && badge('Not published'),
          ),
          { attributes: { class: 'cluster', 'data-gap': 'small' } },
        ),
        text(revision.authorName),
        what(type, revision, previous === undefined),
        container(
          inOrder(
            link(`${url}/${revision.id}`, 'View'),
            previous && link(`${url}/${previous.id}/${revision.id}`, 'Compare with previous'),
            options.mayRevert && !current && revertButton(url, revision),
          ),
          { attributes: { class: 'cluster', 'data-gap': 'small' } },
        ),
      ],
    };
  });
  return container(
    inOrder(
      {
        '#type': 'form',
        '#action': url,
        '#method': 'get',
        '#attributes': { class: 'revisions' },
        '#children': inOrder(
          {
            '#type': 'table',
            '#caption': 'Revisions, the newest first',
            '#columns': [
              { label: 'From' },
              { label: 'To' },
              { label: 'Saved' },
              { label: 'By' },
              { label: 'What changed' },
              { label: 'Operations' },
            ],
            '#rows': rows,
          },
          shown.length > 1 &&
            container(
              inOrder({ '#type': 'button', '#value': 'Compare the two', '#look': 'secondary' }),
              { attributes: { class: 'form-actions' } },
            ),
        ),
      },
      options.mayRevert && {
        '#type': 'form',
        '#action': url,
        '#method': 'post',
        '#attributes': { id: 'revert' },
        '#children': {},
      },
    ),
  );
}

/** In an element of its own: a bare box in the first cell of a row selects the row. */
function radio(name: 'from' | 'to', revision: Revision, label: string, checked: boolean): Element {
  const input: Element = {
    '#type': 'input',
    '#input': 'radio',
    '#name': name,
    '#value': revision.id,
    '#checked': checked,
    '#attributes': { 'aria-label': label },
  };
  return container({ input }, { tag: 'span' });
}

function what(type: ItemType, revision: Revision, first: boolean): Element {
  const changes = revision.changes.map((name) => partLabel(type, name)).join(', ');
  const summary = changes === '' ? (first ? 'Created' : 'Nothing') : changes;
  return container(
    inOrder(
      revision.log !== '' && paragraph(revision.log),
      paragraph(summary, revision.log === '' ? undefined : { class: 'muted' }),
    ),
  );
}

/** Sits in the form for comparing and belongs to another: forms cannot stand in one another. */
function revertButton(url: string, revision: Revision): Element {
  return {
    '#type': 'button',
    '#value': 'Revert to this',
    '#look': 'link',
    '#attributes': { form: 'revert', formaction: `${url}/${revision.id}/revert` },
  };
}
