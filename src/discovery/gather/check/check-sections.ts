import { type Problem, pointer } from '#base';
import type { Base, Catalogue, CatalogueColumn } from '../catalogue/catalogue.ts';
import type {
  Argument,
  Column,
  ColumnRef,
  Filter,
  FilterGroup,
  Sections,
  Sort,
} from '../definition/gather.ts';
import { LARGEST_PAGE } from '../definition/gather-schema.ts';
import { type KnownColumns, knownColumns, MOST_STEPS } from './known-columns.ts';
import { oneProblem, operandProblem } from './operand-problem.ts';

/** Where the parts of sections stand in the definition. */
export type PlaceOf = (section: keyof Sections) => string;

type Tell = (at: string, code: string, message: string) => void;

/** Names in the query string that no exposed filter can have. */
const TAKEN = ['page', 'after', 'sort', 'size', 'total', 'filtered', 'reset'];

/** What is wrong with the sections of one display. */
export function checkSections(
  catalogue: Catalogue,
  base: Base,
  sections: Sections,
  placeOf: PlaceOf,
): readonly Problem[] {
  const problems: Problem[] = [];
  const tell: Tell = (at, code, message) => void problems.push({ pointer: at, code, message });
  const known = checkRelationships(catalogue, base, sections, placeOf('relationships'), tell);
  checkFilters(known, sections.filters, placeOf('filters'), tell);
  checkArguments(known, sections.arguments, placeOf('arguments'), tell);
  checkFields(known, sections.fields, placeOf('fields'), tell);
  checkSorts(known, sections, placeOf('sorts'), tell);
  checkStyle(base, known, sections, placeOf('style'), tell);
  const { size } = sections.pager;
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE)
    tell(`${placeOf('pager')}/size`, 'too_large', `A page has 1 to ${LARGEST_PAGE} rows.`);
  return problems;
}

function checkRelationships(
  catalogue: Catalogue,
  base: Base,
  { relationships }: Sections,
  place: string,
  tell: Tell,
): KnownColumns {
  refuseTwice(
    relationships,
    ({ name }) => name,
    (i) => `${place}/${i}/name`,
    tell,
  );
  return knownColumns(catalogue, base, relationships, (relationship, what) => {
    const at = place + pointer(relationships.indexOf(relationship));
    const { name, of = '', through } = relationship;
    switch (what) {
      case 'unknown_start':
        return tell(`${at}/of`, 'unknown_relationship', `There is no relationship “${of}”.`);
      case 'loop':
        return tell(`${at}/of`, 'loop', `“${name}” starts from itself.`);
      case 'too_deep':
        return tell(`${at}/of`, 'too_deep', `Relationships lead ${MOST_STEPS} steps at most.`);
      case 'unknown_link':
        return tell(`${at}/through`, 'unknown_link', `Nothing leads on by “${through}” from here.`);
    }
  });
}

/** The column, or tells that there is none. */
function columnAt(
  known: KnownColumns,
  ref: ColumnRef,
  at: string,
  tell: Tell,
): CatalogueColumn | undefined {
  const base = known.baseOf(ref.of);
  const column = base?.columns.get(ref.column);
  if (!base)
    tell(`${at}/of`, 'unknown_relationship', `There is no relationship “${ref.of ?? ''}”.`);
  else if (!column)
    tell(`${at}/column`, 'unknown_column', `“${base.label}” has no column “${ref.column}”.`);
  return column;
}

function checkFilters(known: KnownColumns, group: FilterGroup, place: string, tell: Tell): void {
  const found = filtersIn(group, place);
  refuseTwice(
    found,
    ({ filter }) => filter.id,
    (i) => `${found[i]?.at ?? ''}/id`,
    tell,
  );
  for (const { filter, at } of found) checkFilter(known, filter, at, tell);
}

function checkFilter(known: KnownColumns, filter: Filter, at: string, tell: Tell): void {
  const column = columnAt(known, filter, at, tell);
  const { operator, exposed } = filter;
  if (exposed && TAKEN.includes(filter.id))
    tell(`${at}/id`, 'taken', `“${filter.id}” has a meaning in addresses; choose another name.`);
  const isMany = ['in', 'not_in', 'has_any', 'has_all'].includes(operator);
  if (exposed?.multiple && !isMany)
    tell(`${at}/operator`, 'operator', 'Where several values may be chosen, use in or has_any.');
  if (!column) return;
  if (!column.operators.includes(operator))
    return tell(`${at}/operator`, 'operator', `“${column.label}” does not take ${operator}.`);
  const problem = operandProblem(column, filter);
  if (problem !== undefined) tell(`${at}/value`, 'value', problem);
}

function checkArguments(
  known: KnownColumns,
  given: readonly Argument[],
  place: string,
  tell: Tell,
): void {
  refuseTwice(
    given,
    ({ id }) => id,
    (i) => `${place}/${i}/id`,
    tell,
  );
  for (const [i, argument] of given.entries()) {
    const at = place + pointer(i);
    const column = columnAt(known, argument, at, tell);
    if (!column) continue;
    const { operator, missing } = argument;
    if (!column.operators.includes(operator))
      tell(`${at}/operator`, 'operator', `“${column.label}” does not take ${operator}.`);
    const problem = missing.action === 'fixed' ? oneProblem(column, missing.value) : undefined;
    if (problem !== undefined) tell(`${at}/missing/value`, 'value', problem);
  }
}

function checkFields(
  known: KnownColumns,
  fields: readonly Column[],
  place: string,
  tell: Tell,
): void {
  refuseTwice(
    fields,
    ({ id }) => id,
    (i) => `${place}/${i}/id`,
    tell,
  );
  for (const [i, field] of fields.entries()) {
    const at = place + pointer(i);
    const column = columnAt(known, field, at, tell);
    if (!column) continue;
    const { aggregate, formatter } = field;
    if (aggregate && !column.aggregates.includes(aggregate))
      tell(`${at}/aggregate`, 'aggregate', `“${column.label}” has no ${aggregate}.`);
    else if (!column.shown)
      tell(`${at}/column`, 'not_shown', `“${column.label}” can be filtered by, but not shown.`);
    const formatters = column.field?.type.formatters ?? {};
    if (formatter && formatter.name !== 'text' && !Object.hasOwn(formatters, formatter.name))
      tell(`${at}/formatter/name`, 'formatter', `There is no formatter “${formatter.name}” here.`);
  }
}

function checkSorts(known: KnownColumns, sections: Sections, place: string, tell: Tell): void {
  const { sorts, fields } = sections;
  const exposed = sorts.map((sort) => sort.exposed?.id);
  refuseTwice(
    exposed,
    (id) => id,
    (i) => `${place}/${i}/exposed/id`,
    tell,
  );
  for (const [i, sort] of sorts.entries()) {
    const at = place + pointer(i);
    const column = columnAt(known, sort, at, tell);
    if (column) checkSort(column, sort, { at, fields, tell });
  }
}

function checkSort(
  column: CatalogueColumn,
  sort: Sort,
  { at, fields, tell }: { at: string; fields: readonly Column[]; tell: Tell },
): void {
  const { aggregate } = sort;
  const isGrouped = fields.some((field) => field.aggregate);
  if (aggregate && !isGrouped)
    return tell(`${at}/aggregate`, 'aggregate', 'Nothing is grouped here.');
  if (aggregate && !column.aggregates.includes(aggregate))
    return tell(`${at}/aggregate`, 'aggregate', `“${column.label}” has no ${aggregate}.`);
  if (aggregate) return;
  const isGroup = fields.some(
    (field) => !field.aggregate && field.column === sort.column && field.of === sort.of,
  );
  if (isGrouped && !isGroup)
    return tell(
      `${at}/column`,
      'not_grouped',
      'Rows are grouped: sort by what they are grouped by.',
    );
  if (!column.sortable && !(isGrouped && column.several && column.kind !== 'other'))
    tell(`${at}/column`, 'not_sortable', `Rows have no order by “${column.label}”.`);
}

function checkStyle(
  base: Base,
  known: KnownColumns,
  { style, fields }: Sections,
  place: string,
  tell: Tell,
): void {
  const find = (id: string) => fields.find((field) => field.id === id);
  if ('row' in style && style.row !== 'columns') {
    if (!base.isItems) tell(`${place}/row`, 'style', 'Only content is shown as teasers.');
    if (fields.some(({ aggregate }) => aggregate))
      tell(`${place}/row`, 'style', 'Rows that are grouped are no content: show columns.');
  }
  if (style.kind === 'grouped' && !find(style.by))
    tell(`${place}/by`, 'unknown_field', `No column shown is “${style.by}”.`);
  if (style.kind !== 'table') return;
  for (const [i, id] of style.sortable.entries()) {
    const field = find(id);
    const at = `${place}/sortable/${i}`;
    if (!field) tell(at, 'unknown_field', `No column shown is “${id}”.`);
    else if (!field.aggregate && known.find(field)?.sortable === false)
      tell(at, 'not_sortable', `Rows have no order by “${id}”.`);
  }
}

/** Every filter, and where it stands. */
function filtersIn(
  group: FilterGroup,
  place: string,
): readonly { readonly filter: Filter; readonly at: string }[] {
  return group.filters.flatMap((filter, i) => {
    const at = `${place}/filters${pointer(i)}`;
    return 'match' in filter ? filtersIn(filter, at) : [{ filter, at }];
  });
}

export function refuseTwice<One>(
  all: readonly One[],
  nameOf: (one: One) => string | undefined,
  at: (index: number) => string,
  tell: Tell,
): void {
  const seen = new Set<string>();
  for (const [i, one] of all.entries()) {
    const name = nameOf(one);
    if (name === undefined) continue;
    if (seen.has(name)) tell(at(i), 'twice', `“${name}” is there twice.`);
    seen.add(name);
  }
}
