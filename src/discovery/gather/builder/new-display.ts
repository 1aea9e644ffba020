import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Gather } from '../definition/gather.ts';
import { pathsOf } from '../definition/place-problems.ts';

/** Endings of addresses of what is no page. */
const ENDINGS: Readonly<Record<string, string>> = {
  feed: '/feed',
  calendar: '/calendar.ics',
  csv: '/table.csv',
  json: '/data.json',
};

/** A display that works, to be refined: input of a definition. */
export function newDisplay(
  gather: Gather,
  catalogue: Catalogue,
  kind: string,
  id: string,
  label: string,
): object {
  const [page] = gather.displays.filter((display) => display.kind === 'page');
  const base = page?.path ?? `/${gather.name.replaceAll('_', '-')}`;
  const common = { kind, id, label };
  switch (kind) {
    case 'page':
      return {
        ...common,
        path: freePath(gather, page ? `${base}/${id.replaceAll('_', '-')}` : base),
      };
    case 'tile':
      return { ...common, overrides: { pager: { kind: 'none', size: 5 } } };
    case 'attachment':
      return { ...common, to: [page?.id ?? gather.displays[0]?.id ?? ''] };
    case 'calendar':
      return {
        ...common,
        path: freePath(gather, `${base}${ENDINGS[kind]}`),
        when: { column: whenOf(gather, catalogue) },
      };
    default:
      return { ...common, path: freePath(gather, `${base}${ENDINGS[kind] ?? `/${kind}`}`) };
  }
}

function freePath(gather: Gather, wanted: string): string {
  const taken = new Set(pathsOf(gather.displays).map(({ path }) => path));
  let path = wanted;
  for (let n = 2; taken.has(path); n += 1) path = `${wanted}-${n}`;
  return path;
}

/** The first field of what is listed that is a day or a time, else when it was written. */
function whenOf(gather: Gather, catalogue: Catalogue): string {
  const columns = [...(catalogue.findBase(gather.base)?.columns.values() ?? [])];
  const times = columns.filter(({ kind }) => kind === 'date' || kind === 'time');
  const types = listedTypes(gather);
  const own = times.find(
    ({ field }) =>
      field && (types.length === 0 || field.itemTypes.some((one) => types.includes(one))),
  );
  return (own ?? times.find(({ field }) => !field))?.name ?? 'created';
}

/** The item types that a filter narrows the gather to; none: any. */
function listedTypes({ defaults: { filters } }: Gather): readonly string[] {
  if (filters.match !== 'all') return [];
  return filters.filters.flatMap((one) => {
    if ('filters' in one || one.column !== 'type' || one.of !== undefined) return [];
    const values = Array.isArray(one.value) ? one.value : [one.value];
    return values.filter((value) => typeof value === 'string');
  });
}
