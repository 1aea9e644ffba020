import { parseId, type Problem } from '#base';
import { STAGE_PARAMETER } from '#grammar/routes';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import type { Sections } from '../definition/gather.ts';
import { exposedFilters } from '../exposed/exposed-filters.ts';
import { sortNames } from '../exposed/read-asked.ts';
import { BadGatherQuery } from '../gather-errors.ts';
import type { GatherQuery } from '../run/gather-result.ts';

const PLAIN = ['display', 'sort', 'after', 'size', 'total', 'item'];

/** The values that arguments are given: plugins are told of them before anything else is read. */
export function readArguments(query: URLSearchParams): { readonly [id: string]: string } {
  const names = [...new Set(query.keys())].filter((name) => /^argument\[.*\]$/.test(name));
  return named(names, 'argument', query, (name) => query.get(name) ?? '');
}

/** The rest of a query of the API; what is unknown or wrong is named, all of it at once. */
export function readApiQuery(
  sections: Sections,
  query: URLSearchParams,
): Omit<GatherQuery, 'arguments'> {
  const problems: Problem[] = [];
  const bad = (name: string, message: string): undefined => {
    problems.push({ pointer: `/${name}`, code: 'not_allowed', message });
    return undefined;
  };
  const filters = exposedFilters(sections).map(({ id }) => `filter[${id}]`);
  const given = sections.arguments.map(({ id }) => `argument[${id}]`);
  const sorts = [...sortNames(sections)];
  const known = [...PLAIN, ...filters, ...given];
  for (const name of new Set(query.keys())) {
    if (name === STAGE_PARAMETER) continue;
    if (!known.includes(name)) bad(name, `is not known; known are ${known.join(', ')}`);
    else if (!filters.includes(name) && query.getAll(name).length > 1) bad(name, 'is there twice');
    if (query.getAll(name).some((text) => text.length > 2_000)) bad(name, 'is too long');
  }
  const sort = query.get('sort');
  if (sort !== null && !sorts.includes(sort.replace(/^-/, ''))) {
    bad(
      'sort',
      sorts.length === 0
        ? 'cannot be chosen here'
        : `must be one of ${sorts.join(', ')}, or one with - before it`,
    );
  }
  const size = query.get('size');
  if (
    size !== null &&
    !(/^\d{1,4}$/.test(size) && Number(size) >= 1 && Number(size) <= LARGEST_PAGE)
  ) {
    bad('size', `must be a number from 1 to ${LARGEST_PAGE}`);
  }
  const total = query.get('total');
  if (total !== null && total !== 'true' && total !== 'false')
    bad('total', 'must be true or false');
  const item = query.get('item');
  const currentItem =
    item === null ? undefined : (parseId<'item'>(item) ?? bad('item', 'must be the id of an item'));
  if (problems.length > 0) throw new BadGatherQuery(problems);
  const after = query.get('after');
  return {
    exposed: named(filters, 'filter', query, (name) => query.getAll(name)),
    ...(sort === null ? {} : { sort }),
    ...(after === null ? {} : { after }),
    ...(size === null ? {} : { size: Number(size) }),
    ...(total === null ? {} : { total: total === 'true' }),
    ...(currentItem === undefined ? {} : { currentItem }),
  };
}

/** Those of `filter[…]` that were sent, by what stands in the brackets. */
function named<Value>(
  names: readonly string[],
  kind: string,
  query: URLSearchParams,
  read: (name: string) => Value,
): { readonly [id: string]: Value } {
  return Object.fromEntries(
    names
      .filter((name) => query.has(name))
      .map((name) => [name.slice(kind.length + 1, -1), read(name)]),
  );
}
