import type { Download, PageRequest } from '#grammar/routes';
import type { CsvDisplay } from '../definition/gather.ts';
import { writeCsv } from '../formats/write-csv.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { createCells } from '../styles/cells.ts';
import { collectRows } from './collect-rows.ts';
import { conditionalDownload } from './conditional-download.ts';
import { type AddressedDisplay, openAsked } from './page-request.ts';

/** All rows as a table for spreadsheets and programs; times are in UTC. */
export async function answerCsv(
  deps: GatherShowDeps,
  addressed: AddressedDisplay<CsvDisplay>,
  request: PageRequest,
): Promise<Download> {
  const { ctx } = request;
  const { listing, query } = await openAsked(deps, addressed, request);
  const result = await collectRows(listing, query);
  const cells = await createCells(deps, ctx, result);
  const columns = result.columns.filter(({ column }) => !column.hidden);
  return conditionalDownload(request, {
    mime: 'text/csv; charset=utf-8; header=present',
    filename: `${listing.gather.name}.csv`,
    body: writeCsv(
      columns.map(({ column }) => column.id),
      result.rows.map((row) => columns.map((column) => cells.text(row, column))),
    ),
  });
}
