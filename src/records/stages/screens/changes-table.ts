import type { RequestContext } from '#grammar/access';
import {
  badge,
  container,
  type Element,
  inOrder,
  type TableRow,
  text,
  time,
} from '#grammar/render';
import type { PlannedRecord } from '../publish/plan.ts';
import type { Stage } from '../stage.ts';
import type { DescribedRecord } from './record-words.ts';
import { reviewCell } from './review-words.ts';
import { buttonInStage } from './visit-stage.ts';

export interface ChangesTable {
  readonly ctx: RequestContext;
  readonly stage: Stage;
  readonly listed: readonly PlannedRecord[];
  /** By `item:0192…`, of those that the actor may see. */
  readonly described: ReadonlyMap<string, DescribedRecord>;
  /** Whether rows can be chosen: there is something that can be done with them. */
  readonly choosing: boolean;
  /** What was chosen before the form came back. */
  readonly chosen: readonly string[];
}

const CHANGES = {
  created: { label: 'Made', tone: 'positive' },
  changed: { label: 'Changed', tone: 'info' },
  deleted: { label: 'Deleted', tone: 'danger' },
} as const;

/** What decisions, and those who choose, call a record. */
export function recordKey({ type, id }: Pick<PlannedRecord, 'type' | 'id'>): string {
  return `${type}:${id}`;
}

/** What a stage has of its own, one row for each record. */
export function changesTable(table: ChangesTable): Element {
  return {
    '#type': 'table',
    '#caption': `What is changed in ${table.stage.label}`,
    '#columns': [
      ...(table.choosing ? [{ label: 'Select', hidden: true }] : []),
      { label: 'Title' },
      { label: 'Kind' },
      { label: 'Change' },
      { label: 'State' },
      { label: 'By' },
      { label: 'When' },
    ],
    '#rows': table.listed.map((record) => row(table, record)),
    '#empty': {
      '#type': 'empty_state',
      '#icon': 'layers',
      '#title': 'Nothing is changed here',
      '#value': `What is written, changed or deleted in ${table.stage.label} is listed here until it is published.`,
    },
  };
}

function row(
  { ctx, stage, described, choosing, chosen }: ChangesTable,
  record: PlannedRecord,
): TableRow {
  const key = recordKey(record);
  const known = described.get(key);
  const label = known ? record.label : HIDDEN;
  const { change, settlement, review } = record;
  return {
    cells: [
      ...(choosing
        ? [
            {
              '#type': 'input' as const,
              '#input': 'checkbox' as const,
              '#name': 'record',
              '#value': key,
              '#checked': chosen.includes(key),
              '#attributes': { 'aria-label': `Select ${label}`, 'data-select-row': true },
            },
          ]
        : []),
      known?.url === undefined ? text(label) : buttonInStage(ctx, stage, known.url, label),
      text(known?.kind ?? ''),
      container(
        inOrder(
          badge(CHANGES[change].label, CHANGES[change].tone),
          settlement.is === 'conflict' && badge('Changed on both sides', 'caution'),
        ),
        { attributes: { class: 'cluster', 'data-gap': 'small' } },
      ),
      reviewCell(review, choosing ? `seen[${key}]` : undefined),
      text(record.by),
      time(record.changed, 'relative'),
    ],
  };
}

/** It is counted, and not told. */
export const HIDDEN = 'Something that your account may not see';
