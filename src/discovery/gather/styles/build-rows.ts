import type { RequestContext } from '#grammar/access';
import type { Element, TableColumn } from '#grammar/render';
import type { Style } from '../definition/gather.ts';
import type { GatherResult, ResultColumn } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { drawCardsStyle } from './cards-style.ts';
import { createCells } from './cells.ts';
import { drawGroupedStyle } from './grouped-style.ts';
import { buildItemRows } from './item-rows.ts';
import { drawListStyle } from './list-style.ts';
import { drawPlainStyle } from './plain-style.ts';
import { type DrawStyle, type Level, type StyleView } from './style-view.ts';
import { drawTableStyle } from './table-style.ts';

/** Where rows are drawn. */
export interface RowsPlace {
  readonly level: Level;
  readonly listId: string;
  readonly title: string;
  readonly sort: (column: ResultColumn) => TableColumn['sort'];
}

/** The rows of a result in its style. */
export async function buildRows(
  deps: Pick<GatherShowDeps, 'items' | 'itemViews' | 'references' | 'database' | 'site'>,
  ctx: RequestContext,
  result: GatherResult,
  place: RowsPlace,
): Promise<Element> {
  const { style } = result.sections;
  const mode = rowModeOf(style);
  const asItems = mode !== 'columns' && result.gather.base === 'item';
  const view: StyleView = {
    ...place,
    result,
    cells: await createCells(deps, ctx, result),
    columns: result.columns.filter(({ column }) => !column.hidden),
    items: asItems ? await buildItemRows(deps, ctx, result.rows, mode) : new Map(),
    timeZone: deps.site().timeZone,
  };
  return { ...drawOf(style)(view, result.rows), '#cache': view.cells.cache };
}

function rowModeOf(style: Style) {
  return style.kind === 'table' || style.kind === 'plain' ? 'columns' : style.row;
}

function drawOf(style: Style): DrawStyle {
  switch (style.kind) {
    case 'list':
      return drawListStyle;
    case 'table':
      return drawTableStyle;
    case 'cards':
      return drawCardsStyle;
    case 'grouped':
      return drawGroupedStyle(style.by);
    case 'plain':
      return drawPlainStyle;
  }
}
