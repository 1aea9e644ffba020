import type { GatherResult } from '../run/gather-result.ts';

/** A page of rows as JSON; `next` leads on. Values are as they are stored. */
export function resultJson({ gather, display, columns, rows, total, next }: GatherResult) {
  return {
    gather: gather.name,
    display: display.id,
    columns: columns
      .filter(({ column }) => !column.hidden)
      .map(({ column, source }) => ({
        id: column.id,
        label: column.label || source.label,
        kind: source.kind,
      })),
    rows: rows.map(({ id, url, values }) => ({
      ...(id === undefined ? {} : { id }),
      ...(url === undefined ? {} : { url }),
      // With hidden columns: they are there for programs.
      values,
    })),
    ...(total ? { total } : {}),
    ...(next === undefined ? {} : { next }),
  };
}
