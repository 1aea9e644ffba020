import { Type } from 'typebox';
import { attributesOf } from './every-element.ts';
import { element } from './define.ts';
import {
  anyElement,
  child,
  flag,
  list,
  oneOf,
  optional,
  part,
  REFERENCES,
  type Shape,
  text,
  url,
} from './kinds.ts';
import type { Element } from './index.ts';

export const ListElement = element(
  'list',
  {
    description: 'A list with bullets or numbers.',
    example: { '#ordered': true, '#items': [{ '#type': 'text', '#value': 'First of all' }] },
  },
  {
    '#ordered': optional(flag('Numbers in place of bullets.')),
    '#items': list(anyElement, 'What is listed.'),
  },
);
export interface ListElement extends Shape<typeof ListElement> {}

const column = part(
  {
    label: text('What stands in the column.'),
    numeric: optional(flag('Numbers, right-aligned in tabular figures.')),
    sort: optional(
      part(
        {
          url: url('Sorts by this column.'),
          now: optional(oneOf(['ascending', 'descending'], 'How it is sorted now.')),
        },
        { description: 'How one sorts by it.' },
      ),
    ),
    hidden: optional(flag('The label is for screen readers only.')),
  },
  // What takes the place of a bad one, so that the others stay above their cells.
  { default: { label: '' } },
);
export type TableColumn = Shape<typeof column>;

const EMPTY = { '#type': 'text', '#value': '' };
const cell = Type.Unsafe<Element>({ $ref: REFERENCES.element, default: EMPTY });

const row = part({
  cells: list(cell, 'One for each column, in their order.'),
  attributes: optional(attributesOf('HTML attributes of the row.')),
});
export type TableRow = Shape<typeof row>;

export const TableElement = element(
  'table',
  {
    description: 'A table; on a phone each row is a card.',
    example: {
      '#caption': 'Talks',
      '#columns': [{ label: 'Title' }, { label: 'Seats', numeric: true }],
      '#rows': [
        {
          cells: [
            { '#type': 'link', '#url': '/item/7', '#value': 'The quiet hour' },
            { '#type': 'text', '#value': '120' },
          ],
        },
      ],
    },
  },
  {
    '#caption': optional(
      text('What the table is of, for screen readers; people see the heading above it.'),
    ),
    '#columns': list(column, 'The columns, in order.'),
    '#rows': list(row, 'The rows, in order.'),
    '#empty': optional(child('Shown in place of the rows when there are none.')),
  },
);
export interface TableElement extends Shape<typeof TableElement> {}
