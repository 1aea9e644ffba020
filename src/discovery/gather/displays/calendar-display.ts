import { isObject } from '#base';
import type { Download, PageRequest } from '#grammar/routes';
import type { CalendarDisplay, ColumnRef } from '../definition/gather.ts';
import { type CalendarEvent, writeCalendar } from '../formats/write-calendar.ts';
import type { CellValue, GatherResult, ResultColumn } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { createCells } from '../styles/cells.ts';
import { collectRows } from './collect-rows.ts';
import { conditionalDownload } from './conditional-download.ts';
import { displayTitle } from './display-title.ts';
import { whole } from './feed-display.ts';
import { type AddressedDisplay, openAsked } from './page-request.ts';
import { rowDates } from './row-dates.ts';
import { rowWords } from './row-words.ts';

/** The rows as entries of a calendar, one for each of their times. */
export async function answerCalendar(
  deps: GatherShowDeps,
  addressed: AddressedDisplay<CalendarDisplay>,
  request: PageRequest,
): Promise<Download> {
  const { gather, display, changed } = addressed;
  const { ctx, baseUrl } = request;
  const { listing, query } = await openAsked(deps, addressed, request);
  const result = await collectRows(listing, query);
  const { timeZone } = deps.site();
  const cells = await createCells(deps, ctx, result);
  const words = rowWords(result, cells, timeZone);
  const dates = await rowDates(deps, ctx, result);
  const when = columnFor(result, display.when);
  const place = display.place && columnFor(result, display.place);
  const host = new URL(baseUrl).hostname;
  const events = result.rows.flatMap((row, at) =>
    timesIn(when && row.values[when.column.id]).map((time, i): CalendarEvent => ({
      id: `${row.id ?? `${gather.name}-${at}`}${i === 0 ? '' : `-${i}`}@${host}`,
      title: words.title(row),
      when: time,
      stamp: dates(row).changed ?? changed,
      ...(row.url === undefined ? {} : { url: whole(row.url, baseUrl) }),
      ...(place ? { place: cells.text(row, place, timeZone) } : {}),
    })),
  );
  return conditionalDownload(request, {
    mime: 'text/calendar; charset=utf-8',
    filename: `${gather.name}.ics`,
    inline: true,
    body: writeCalendar({ title: displayTitle(result), timeZone, events }),
  });
}

/** The column of the result that a display names; hidden where it is not shown. */
function columnFor({ columns }: GatherResult, ref: ColumnRef): ResultColumn | undefined {
  return columns.find(({ column }) => column.column === ref.column && column.of === ref.of);
}

/** The times that a cell holds: days, moments, and ranges of days. */
function timesIn(cell: CellValue | undefined): readonly CalendarEvent['when'][] {
  const values: readonly unknown[] = Array.isArray(cell) ? cell : [cell];
  return values.flatMap((value) => {
    if (!isObject(value)) return oneTime(value) ?? [];
    const { start, end, value: single } = value;
    if (typeof start !== 'string') return oneTime(single) ?? [];
    return oneTime(start, typeof end === 'string' ? end : start) ?? [];
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

function oneTime(value: unknown, end?: string): CalendarEvent['when'] | undefined {
  if (typeof value !== 'string') return undefined;
  if (DAY.test(value)) return { from: value, to: end ?? value };
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? undefined : { at };
}
