import { attributes } from '../attributes.ts';
import type { Drawing } from '../drawing.ts';
import type { TableColumn, TableElement } from '../elements/index.ts';
import { drawIcon } from '../icons.ts';
import { escapeHtml } from '../safe-html.ts';
import { safeUrl } from '../urls.ts';

// On a narrow screen each row becomes a small card (CSS), which takes the table's meaning away
// from screen readers; the roles give it back.

function drawHead(column: TableColumn): string {
  const own = {
    scope: 'col',
    role: 'columnheader',
    'data-numeric': column.numeric,
    'aria-sort': column.sort?.now,
  };
  const label = column.hidden
    ? `<span class="visually-hidden">${escapeHtml(column.label)}</span>`
    : escapeHtml(column.label);
  const url = column.sort === undefined ? undefined : safeUrl(column.sort.url);
  const icon = drawIcon(
    column.sort?.now === 'ascending'
      ? 'arrow-up'
      : column.sort?.now === 'descending'
        ? 'arrow-down'
        : 'chevrons-up-down',
  );
  const inside =
    url === undefined
      ? label
      : `<a class="table-sort" href="${escapeHtml(url)}">${label}${icon}</a>`;
  return `<th${attributes(own)}>${inside}</th>`;
}

export function drawTable(drawing: Drawing, element: TableElement): string {
  const columns = element['#columns'];
  if (element['#rows'].length === 0 && element['#empty'] !== undefined) {
    return drawing.element(element['#empty']);
  }
  const cellStart = columns.map(
    (column) =>
      `<td${attributes({ role: 'cell', 'data-numeric': column.numeric, 'data-label': column.hidden ? undefined : column.label })}>`,
  );
  let rows = '';
  for (const row of element['#rows']) {
    rows += `<tr${attributes({ role: 'row' }, row.attributes)}>`;
    for (let i = 0; i < row.cells.length; i++) {
      const cell = row.cells[i];
      rows += `${cellStart[i] ?? '<td role="cell">'}${cell === undefined ? '' : drawing.element(cell)}</td>`;
    }
    rows += '</tr>';
  }
  const caption =
    element['#caption'] === undefined
      ? ''
      : `<caption class="visually-hidden">${escapeHtml(element['#caption'])}</caption>`;
  const own = { class: 'table', role: 'table' };
  return `<div class="table-scroll"><table${attributes(own, element['#attributes'])}>${caption}<thead role="rowgroup"><tr role="row">${columns.map(drawHead).join('')}</tr></thead><tbody role="rowgroup">${rows}</tbody></table></div>`;
}
