import { LARGEST_RECORD } from './source-record.ts';

/** One row of CSV, as it was cut. */
export interface CsvRow {
  /** The line in which it ends, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Why the cells cannot be trusted. */
  readonly wrong: string | undefined;
  /** How it begins. */
  readonly start: string;
}

/** Cuts text that comes in pieces into rows. */
export interface CsvCutter {
  /** The rows that end in this piece. */
  write(piece: string): readonly CsvRow[];
  end(): readonly CsvRow[];
}

/** `closing`: behind a quote in a quoted cell, which closes it or is the first of two. */
type Place = 'before' | 'plain' | 'quoted' | 'closing';

/** A row that is being read. */
interface OpenRow {
  /** In which it began. */
  readonly line: number;
  /** In which the last cell in quotes began. */
  quote: number;
  cells: string[];
  /** The cell that is being read. */
  cell: string;
  length: number;
  start: string;
  wrong: string | undefined;
}

const START = 200;
const TOO_LONG = `longer than ${LARGEST_RECORD / 1e6} million characters`;

/**
 * Of a row that is too long nothing but its start is kept until it ends, so that the next ones are
 * read. Each kind of line end ends a row; inside of quotes it belongs to the cell.
 */
export function createCsvCutter(delimiter: string): CsvCutter {
  const special = new RegExp(`["\\r\\n${RegExp.escape(delimiter)}]`, 'g');
  let rows: CsvRow[] = [];
  let line = 1;
  let last = '';
  let place: Place = 'before';
  let row = emptyRow(line);

  function keep(text: string): void {
    if (row.start.length < START) row.start += text.slice(0, START);
    row.length += text.length;
    if (row.length <= LARGEST_RECORD) return;
    row.wrong ??= `The row that begins in line ${row.line} is ${TOO_LONG}.`;
    row.cells = [];
    row.cell = '';
  }

  function addText(text: string): void {
    if (place === 'before') place = 'plain';
    if (place === 'closing') {
      row.wrong ??= `Behind the quote that closes a cell there is more, in line ${line}.`;
      place = 'quoted';
    }
    if (place === 'quoted') line += countLineEnds(text) - (isLineFeedOf(text) ? 1 : 0);
    row.cell += text;
    keep(text);
  }

  function addQuote(): void {
    if (place === 'plain')
      row.wrong ??= `There is a quote inside a cell that does not begin with one, in line ${line}.`;
    else if (place === 'quoted') place = 'closing';
    else {
      if (place === 'before') row.quote = line;
      else row.cell += '"';
      place = 'quoted';
    }
    keep('"');
  }

  function endCell(): void {
    row.cells.push(row.cell);
    row.cell = '';
    place = 'before';
  }

  function endRow(): void {
    // There is nothing in an empty line.
    if (row.length === 0) return;
    endCell();
    const { cells, wrong, start } = row;
    rows.push({ line, cells, wrong, start });
  }

  function addSpecial(char: string): void {
    if (char === '"') addQuote();
    else if (char === delimiter) {
      endCell();
      keep(char);
    } else if (!isLineFeedOf(char)) {
      endRow();
      line += 1;
      row = emptyRow(line);
    }
  }

  /** Whether the line end that stands first was counted with the piece before. */
  function isLineFeedOf(text: string): boolean {
    return last === '\r' && text.startsWith('\n');
  }

  function nextSpecial(piece: string, from: number): number {
    special.lastIndex = from;
    const found =
      place === 'quoted' ? piece.indexOf('"', from) : (special.exec(piece)?.index ?? -1);
    return found === -1 ? piece.length : found;
  }

  function takeRows(): readonly CsvRow[] {
    const taken = rows;
    rows = [];
    return taken;
  }

  return {
    write(piece) {
      for (let at = 0; at < piece.length;) {
        const next = nextSpecial(piece, at);
        const text = piece.slice(at, next);
        if (text !== '') {
          addText(text);
          last = text.slice(-1);
        }
        const char = piece.charAt(next);
        if (char !== '') {
          addSpecial(char);
          last = char;
        }
        at = next + 1;
      }
      return takeRows();
    },
    end() {
      if (place === 'quoted')
        row.wrong ??= `The quote that opens in line ${row.quote} is not closed.`;
      endRow();
      return takeRows();
    },
  };
}

function countLineEnds(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(/\r\n?|\n/g)) count += 1;
  return count;
}

function emptyRow(line: number): OpenRow {
  return { line, quote: line, cells: [], cell: '', length: 0, start: '', wrong: undefined };
}
