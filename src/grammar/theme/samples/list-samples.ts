import {
  badge,
  container,
  type Element,
  icon,
  inOrder,
  link,
  type TableElement,
  text,
  time,
  type Tone,
} from '#grammar/render';
import { classed, sample } from './sample.ts';

const ROWS: readonly (readonly [string, string, string, Tone, string, number])[] = [
  ['The quiet hour', 'Article', 'Published', 'positive', '2026-03-14T09:30:00Z', 1204],
  ['Letters from Trieste', 'Article', 'Draft', 'caution', '2026-03-12T16:02:00Z', 88],
  ['Imprint', 'Page', 'Published', 'positive', '2025-11-02T08:00:00Z', 12],
];

/** Tables, pagers, tabs, trees, items. */
export function listSamples(): readonly Element[] {
  return [
    sample('Table with selection', table(), bulkBar()),
    sample('Table without rows', {
      '#type': 'table',
      '#columns': [{ label: 'Title' }],
      '#rows': [],
      '#empty': {
        '#type': 'empty_state',
        '#icon': 'inbox',
        '#title': 'Nothing in the trash',
        '#value': 'What you delete stays here until the trash is emptied, and can be brought back.',
        '#children': { link: link('#', 'Go to the content', { look: 'secondary' }) },
      },
    }),
    sample('Pager', { '#type': 'pager', '#page': 4, '#pages': 21, '#url': '?sort=title' }),
    sample('Tabs', {
      '#type': 'tabs',
      '#label': 'Sample',
      '#links': [
        { url: '#view', label: 'View' },
        { url: '#edit', label: 'Edit', active: true },
        { url: '#revisions', label: 'Revisions' },
      ],
    }),
    sample('Breadcrumb', {
      '#type': 'breadcrumb',
      '#attributes': { 'aria-label': 'Sample breadcrumb' },
      '#links': [
        { url: '#content', label: 'Content' },
        { url: '#article', label: 'The quiet hour' },
      ],
    }),
    sample('Tree', tree()),
  ];
}

function table(): TableElement {
  return {
    '#type': 'table',
    '#caption': 'Content',
    '#columns': [
      { label: 'Chosen', hidden: true },
      { label: 'Title', sort: { url: '?sort=title' } },
      { label: 'Type' },
      { label: 'State' },
      { label: 'Changed', sort: { url: '?sort=changed', now: 'descending' } },
      { label: 'Words', numeric: true },
    ],
    '#rows': ROWS.map(([title, type, state, tone, changed, words], i) => ({
      cells: [
        {
          '#type': 'input',
          '#input': 'checkbox',
          '#name': `s-chosen-${i}`,
          '#checked': i === 0,
          '#attributes': { 'aria-label': `Choose ${title}` },
        },
        link(`#item-${i}`, title),
        text(type),
        badge(state, tone),
        time(changed, 'datetime'),
        text(words.toLocaleString('en')),
      ],
    })),
  };
}

function bulkBar(): Element {
  return container(
    {
      count: container({ text: text('1 chosen') }, { tag: 'strong' }),
      publish: { '#type': 'button', '#value': 'Publish', '#look': 'secondary', '#kind': 'button' },
      trash: {
        '#type': 'button',
        '#value': 'Move to trash',
        '#look': 'danger',
        '#icon': 'trash-2',
        '#kind': 'button',
      },
    },
    { attributes: { class: 'bulk-bar', role: 'group', 'aria-label': 'With what is chosen' } },
  );
}

function branch(label: string, ...below: readonly Element[]): Element {
  const handle = container(
    { icon: icon('grip-vertical') },
    { tag: 'span', attributes: { class: 'row-handle' } },
  );
  const body = classed('row-body', { link: link('#tree', label) });
  return container(
    {
      row: classed('row', { handle, body }),
      ...(below.length > 0 ? { below: branches(...below) } : {}),
    },
    { tag: 'li', attributes: { class: 'tree-item' } },
  );
}

function branches(...below: readonly Element[]): Element {
  return container(inOrder(...below), { tag: 'ul', attributes: { class: 'tree' } });
}

function tree(): Element {
  return branches(branch('Arts', branch('Music'), branch('Theatre')), branch('Science'));
}
