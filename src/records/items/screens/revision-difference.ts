import type { RequestContext } from '#grammar/access';
import type { ResolveReference } from '#grammar/fields';
import {
  badge,
  container,
  type Element,
  heading,
  inOrder,
  link,
  paragraph,
  text,
  time,
  valuesDifference,
} from '#grammar/render';
import type { Item, Revision } from '../item.ts';
import type { ItemType } from '../types/item-type.ts';
import { differences, versionOf } from '../merge-changes.ts';
import type { ItemViews } from '../pages/item-views.ts';
import { partText } from './part-comparison.ts';
import { partLabel } from '../part-labels.ts';

export interface Compared {
  readonly views: ItemViews;
  readonly ctx: RequestContext;
  readonly item: Item;
  readonly type: ItemType;
  readonly resolve: ResolveReference;
  readonly before: Revision;
  readonly after: Revision;
  /** Of the site: times are shown in it. */
  readonly timeZone: string;
}

/** Field types whose values are prose: compared word by word. */
const PROSE = new Set(['text', 'long_text']);

/** What differs between two revisions, in the order in which the parts stand on the item. */
export function revisionDifference(compared: Compared): Element {
  const { item, type, before, after } = compared;
  const differing = new Set(differences(versionOf(before), versionOf(after)));
  const ordered = [
    'title',
    ...type.fields.map((field) => field.name),
    // Fields that the type no longer has.
    ...differing,
  ];
  const parts = [...new Set(ordered)].filter((part) => differing.has(part));
  return container(
    inOrder(
      container(inOrder(side('From', item, before), side('To', item, after)), {
        attributes: { class: 'compared' },
      }),
      ...parts.map((part) => partDifference(compared, part)),
      parts.length === 0 && {
        '#type': 'empty_state',
        '#icon': 'equal',
        '#title': 'Nothing differs',
        '#value': 'Both revisions say the same. What differs may be the log message only.',
      },
    ),
    { attributes: { class: 'stack', 'data-gap': 'large' } },
  );
}

function side(label: string, item: Item, revision: Revision): Element {
  return {
    '#type': 'card',
    '#title': label,
    '#level': 2,
    '#children': inOrder(
      container(
        inOrder(
          time(revision.created, 'exact'),
          text(`by ${revision.authorName}`),
          revision.id === item.revisionId && badge('Current', 'positive'),
        ),
        { tag: 'p', attributes: { class: 'cluster', 'data-gap': 'small' } },
      ),
      revision.log !== '' && paragraph(revision.log, { class: 'muted' }),
      link(`/item/${item.id}/revisions/${revision.id}`, 'View this revision'),
    ),
  };
}

function partDifference(compared: Compared, part: string): Element {
  const { views, ctx, type, resolve, before, after, timeZone } = compared;
  const field = type.fields.find((each) => each.name === part);
  const was = partText(views, ctx, type, resolve, versionOf(before), part, timeZone);
  const is = partText(views, ctx, type, resolve, versionOf(after), part, timeZone);
  const prose = part === 'title' || (field && PROSE.has(field.fieldType));
  return container(
    inOrder(
      heading(2, partLabel(type, part)),
      prose ? { '#type': 'difference', '#before': was, '#after': is } : valuesDifference(was, is),
      !prose && was === is && paragraph('Only how it is written differs.', { class: 'muted' }),
    ),
    { tag: 'section', attributes: { class: 'stack', 'data-gap': 'small' } },
  );
}
