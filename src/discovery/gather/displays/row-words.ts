import type { GatherResult, ResultColumn, Row } from '../run/gather-result.ts';
import type { Cells } from '../styles/cells.ts';

const LONGEST = 5_000;

/** What feeds and calendars say of rows, in plain text. */
export interface RowWords {
  title(row: Row): string;
  /** Its other columns, a line each. */
  summary(row: Row): string;
  author(row: Row): string;
}

/** The first column that leads to the record is its title, else the first there is. */
export function rowWords({ columns }: GatherResult, cells: Cells, timeZone: string): RowWords {
  const shown = columns.filter(({ column }) => !column.hidden);
  const title = shown.find(({ column }) => column.link) ?? shown[0];
  const author = shown.find(({ source }) => source.references?.type === 'user');
  const rest = shown.filter((column) => column !== title && column !== author);
  const words = (row: Row, column: ResultColumn | undefined) =>
    column === undefined ? '' : cells.text(row, column, timeZone);
  return {
    title: (row) => words(row, title) || 'Without a title',
    author: (row) => words(row, author),
    summary: (row) =>
      rest
        .flatMap((column) => {
          const said = words(row, column);
          const { label } = column.column;
          return said === '' ? [] : [label === '' ? said : `${label}: ${said}`];
        })
        .join('\n')
        .slice(0, LONGEST),
  };
}
