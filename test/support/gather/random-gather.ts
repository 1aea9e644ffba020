import type {
  Base,
  Catalogue,
  CatalogueColumn,
  Display,
  Gather,
  OneOperand,
  Operand,
  Operator,
  Sections,
} from '#discovery/gather';
import { SOUGHT } from './gather-fields.ts';
import type { World } from './gather-world.ts';
import { pick as pickFrom } from './make-items.ts';

type Filter = Sections['filters']['filters'][number];
type Random = () => number;

/** The display of every one of them. */
export const ALL: Display = { kind: 'json', id: 'all', label: '', path: '/all', overrides: {} };

/** A listing of anything there is, that mostly makes sense. */
export function randomGather(world: World, catalogue: Catalogue, random: Random): Gather {
  const pick = <One>(from: readonly One[]): One => pickFrom(random, from);
  const chance = (of: number) => random() < of;
  const base = chance(0.75) ? 'item' : pick(['user', 'term', 'file', 'revision']);
  const relationships: Sections['relationships'][number][] = [];
  const bases = new Map<string | undefined, Base>();
  const reach = (name: string | undefined, to: string) => {
    const found = catalogue.findBase(to);
    if (found) bases.set(name, found);
  };
  const baseOf = (name: string | undefined): Base => {
    const found = bases.get(name);
    if (!found) throw new Error('There is no such base.');
    return found;
  };
  reach(undefined, base);
  while (chance(0.3) && relationships.length < 3) {
    const of = pick([...bases.keys()]);
    const links = [...baseOf(of).links.values()];
    if (links.length === 0) break;
    const link = pick(links);
    const name = `w${relationships.length}`;
    relationships.push({
      name,
      label: '',
      through: link.name,
      ...(of ? { of } : {}),
      required: chance(0.3),
    });
    reach(name, link.to);
  }
  const columnOf = (fits: (column: CatalogueColumn) => boolean) => {
    const of = pick([...bases.keys(), undefined]);
    const columns = [...baseOf(of).columns.values()].filter(fits);
    return columns.length === 0 ? undefined : { column: pick(columns), of };
  };
  const ref = ({ column, of }: { column: CatalogueColumn; of: string | undefined }) => ({
    column: column.name,
    ...(of ? { of } : {}),
  });

  let ids = 0;
  const filter = (depth: number): Filter | undefined => {
    if (depth > 0 && chance(0.25)) return group(depth - 1);
    const at = columnOf(({ operators }) => operators.length > 0);
    if (!at) return undefined;
    const operator = pick(at.column.operators);
    const value = operandFor(world, at.column, operator, random);
    return {
      id: `f${(ids += 1)}`,
      ...ref(at),
      operator,
      ...(value === undefined ? {} : { value }),
    };
  };
  const group = (depth: number): Sections['filters'] => ({
    match: chance(0.7) ? 'all' : 'any',
    filters: Array.from({ length: Math.floor(random() * 3) }, () => filter(depth)).filter(
      (one) => one !== undefined,
    ),
  });

  // The newest of a term, as pages of terms list them.
  const isOfTerm = base === 'item' && relationships.length === 0 && chance(0.15);
  const termed = (): Filter => {
    const operator = pick(['has_term', 'has_term_or_below'] as const);
    const column = pick(['fields.topic', 'fields.topics', 'terms'] as const);
    return { id: 'term', column, operator, value: pick(world.draftTerms).id };
  };
  // Of which the item that a field leads to has a value.
  const isRelated = base === 'item' && relationships.length === 0 && !isOfTerm && chance(0.15);
  const related = (): Filter => {
    const [column, value] = pick([
      ['fields.line', pick(SOUGHT.text)],
      ['fields.colour', pick(['red', 'Blue'])],
      ['fields.count', pick([0, 1, 2])],
    ] as const);
    return { id: 'related', of: 'related', column, operator: 'equals', value };
  };
  if (isRelated) {
    const through = { name: 'related', label: '', through: 'fields.related', required: true };
    relationships.push(through);
  }
  const isGrouped = !isOfTerm && !isRelated && chance(0.2);
  const fields = Array.from({ length: 1 + Math.floor(random() * 4) }, (_, i) => {
    const at = columnOf(({ shown, kind }) => shown && (!isGrouped || kind !== 'other'));
    if (!at) return undefined;
    const aggregate =
      isGrouped && (i === 0 || chance(0.5)) && at.column.aggregates.length > 0
        ? pick(at.column.aggregates)
        : undefined;
    return {
      id: `c${i}`,
      ...ref(at),
      label: '',
      link: false,
      hidden: false,
      ...(aggregate ? { aggregate } : {}),
    };
  }).filter((one) => one !== undefined);
  const grouped = fields.some(({ aggregate }) => aggregate);
  const filters = group(2);
  const and = isOfTerm ? [termed()] : isRelated ? [related()] : [];
  const usual = pick(
    [...baseOf(undefined).columns.values()].filter(({ name }) =>
      ['created', 'name'].includes(name),
    ),
  );
  const sorts = Array.from({ length: Math.floor(random() * 3) }, () => {
    const direction = chance(0.5) ? ('asc' as const) : ('desc' as const);
    if (grouped) {
      const { column, of, aggregate } = pick(fields);
      return { column, ...(of ? { of } : {}), direction, ...(aggregate ? { aggregate } : {}) };
    }
    const at = chance(0.4)
      ? { column: usual, of: undefined }
      : columnOf(({ sortable }) => sortable);
    return at && { ...ref(at), direction };
  }).filter((one) => one !== undefined);

  return {
    name: 'random',
    label: 'Random',
    description: '',
    base,
    defaults: {
      relationships,
      arguments: [],
      filters: and.length > 0 ? { match: 'all', filters: [filters, ...and] } : filters,
      sorts: isOfTerm ? [] : sorts,
      fields,
      style: { kind: 'plain' },
      pager: { kind: 'full', size: 200 },
      access: { kind: 'content' },
      empty: '',
      distinct: chance(0.15),
    },
    displays: [ALL],
  };
}

/** What the operator takes: often something that there is. */
export function operandFor(
  world: World,
  column: CatalogueColumn,
  operator: Operator,
  random: Random,
): Operand | undefined {
  const pick = <One>(from: readonly One[]): One => pickFrom(random, from);
  const unit = () => pick(['minute', 'hour', 'day', 'week', 'month', 'year'] as const);
  const one = (): OneOperand => {
    const { kind } = column;
    switch (kind) {
      case 'text':
        return pick([
          ...SOUGHT.text,
          ...world.items.map(({ own }) => own.title),
          ...world.users.map(({ name }) => name),
        ]);
      case 'number':
        return pick(SOUGHT.number);
      case 'boolean':
        return random() < 0.5;
      case 'date':
        return random() < 0.6
          ? pick(SOUGHT.date)
          : { from: pick(['now', 'today']), amount: Math.floor(random() * 9) - 4, unit: unit() };
      case 'time':
        return random() < 0.6
          ? pick([...SOUGHT.time, ...world.items.map(({ created }) => created.toISOString())])
          : { from: pick(['now', 'today']), amount: Math.floor(random() * 9) - 4, unit: unit() };
      case 'search':
        return pick(SOUGHT.search);
      case 'choice':
        return pick(column.choices?.map(({ value }) => value) ?? ['topics', 'regions']);
      default:
        return pick(idsFor(world, column));
    }
  };
  switch (shapeOf(operator)) {
    case 'none':
      return undefined;
    case 'one':
      return one();
    case 'two':
      return [one(), one()];
    case 'many':
      return Array.from({ length: 1 + Math.floor(random() * 3) }, one);
    case 'amount':
      return { amount: 1 + Math.floor(random() * 5), unit: unit() };
  }
}

function shapeOf(operator: Operator): 'none' | 'one' | 'two' | 'many' | 'amount' {
  if (['is_empty', 'is_not_empty', 'is_current_user', 'in_this_stage'].includes(operator))
    return 'none';
  if (['in', 'not_in', 'has_any', 'has_all'].includes(operator)) return 'many';
  if (['in_next', 'in_last'].includes(operator)) return 'amount';
  return operator === 'between' ? 'two' : 'one';
}

function idsFor(world: World, { references, name }: CatalogueColumn): readonly string[] {
  if (name === 'id' && !references) return world.revisions.map(({ id }) => id);
  const of = {
    item: world.items,
    term: [...world.terms, ...world.draftTerms],
    user: world.users,
    file: world.files,
  };
  return of[references?.type ?? 'item'].map(({ id }) => id);
}
