import { isObject, LIVE } from '#base';
import type { CatalogueColumn } from '#discovery/gather';
import type { Filter, FilterGroup } from '#discovery/gather';
import type { Amount, OneOperand } from '#discovery/gather';
import { columnOf, compareScalars, type Evaluation, recordOf, type Way } from './evaluation.ts';
import type { World, WorldTerm } from './gather-world.ts';
import { jsonValues, type Rec, type Scalar, scalarsOf, termsFor } from './records.ts';

/** Whether a way fulfils the filters of a listing. */
export function passes(given: Evaluation, { match, filters }: FilterGroup, way: Way): boolean {
  const said = filters.filter(saysSomething);
  const pass = (one: Filter | FilterGroup) =>
    'match' in one ? passes(given, one, way) : fulfils(given, one, way);
  return match === 'all' || said.length === 0 ? said.every(pass) : said.some(pass);
}

/** A group of nothing is as if it were not there. */
function saysSomething(one: Filter | FilterGroup): boolean {
  return !('match' in one) || one.filters.some(saysSomething);
}

function fulfils(given: Evaluation, filter: Filter, way: Way): boolean {
  const { world, who } = given;
  const column = columnOf(given, filter);
  const record = recordOf(way, filter);
  const has = filter.column === 'terms' ? termsOf(record) : scalarsOf(record, filter.column);
  const { operator, value } = filter;
  const list = (
    Array.isArray(value) ? value : value === undefined ? [] : [value]
  ) as readonly OneOperand[];
  const [first = ''] = list;
  const equals = (operand: OneOperand) =>
    has.some((one) => compares(given, column, one, '=', operand));
  const some = (sign: Sign) => has.some((one) => compares(given, column, one, sign, first));
  const texts = has.map((one) => textOf(one).toLowerCase());
  const sought = textOf(first).toLowerCase();
  switch (operator) {
    case 'equals':
    case 'has_term':
      return equals(first);
    case 'not_equals':
      return !equals(first);
    case 'in':
    case 'has_any':
      return list.some(equals);
    case 'not_in':
      return !list.some(equals);
    case 'has_all':
      return list.every(equals);
    case 'contains':
      return texts.some((text) => text.includes(sought));
    case 'starts_with':
      return texts.some((text) => text.startsWith(sought));
    case 'ends_with':
      return texts.some((text) => text.endsWith(sought));
    case 'greater':
      return some('>');
    case 'less':
      return some('<');
    case 'at_least':
      return some('>=');
    case 'at_most':
      return some('<=');
    case 'between': {
      const [from, to] = list;
      return has.some(
        (one) =>
          (from === '' || from === undefined || compares(given, column, one, '>=', from)) &&
          (to === '' || to === undefined || compares(given, column, one, '<=', to)),
      );
    }
    case 'is_empty':
      return isMissing(record, filter.column, has);
    case 'is_not_empty':
      return !isMissing(record, filter.column, has);
    case 'has_term_or_below':
      return has.some((one) => aboveOf(termsFor(world, who), textOf(one)).has(textOf(first)));
    case 'in_next':
    case 'in_last':
      return has.some((one) => isWithin(given, column, one, operator, value as Amount));
    case 'is_current_user':
      return who.ctx.actor.kind !== 'anonymous' && has.includes(who.ctx.actor.id);
    case 'in_this_stage': {
      if (!record) return false;
      if (who.ctx.stage === LIVE) return record.item?.stage === LIVE;
      return record.item?.stage === world.draft || isObject(record.item?.draft);
    }
    case 'matches':
      return matches(wordsOf(record), textOf(first).toLowerCase());
  }
}

/** A field that has something of a value, even where what is compared of it is missing. */
function isMissing(record: Rec | undefined, column: string, has: readonly Scalar[]): boolean {
  return column.startsWith('fields.') ? jsonValues(record, column).length === 0 : has.length === 0;
}

function termsOf(record: Rec | undefined): readonly string[] {
  const inside = (value: unknown): string[] => {
    if (Array.isArray(value)) return value.flatMap(inside);
    if (!isObject(value)) return [];
    if (value['target_type'] === 'term') return [String(value['target_id'])];
    return Object.values(value).flatMap(inside);
  };
  return inside(record?.fields);
}

/** Nothing where there is no such term. */
function aboveOf(terms: readonly WorldTerm[], id: string): ReadonlySet<string> {
  const above = new Set(terms.some((one) => one.id === id) ? [id] : []);
  const climb = (term: string): void => {
    for (const parent of terms.find((one) => one.id === term)?.parents ?? [])
      if (!above.has(parent)) {
        above.add(parent);
        climb(parent);
      }
  };
  climb(id);
  return above;
}

function wordsOf(record: Rec | undefined): readonly string[] {
  const inside = (value: unknown, key: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((one) => inside(one, key));
    if (isObject(value)) return Object.entries(value).flatMap(([name, one]) => inside(one, name));
    return typeof value === 'string' && ['value', 'title', 'alt'].includes(key) ? [value] : [];
  };
  const text = [record?.columns['title'] ?? '', ...inside(record?.fields, '')].join(' \n ');
  return text.toLowerCase().split(/[^\p{L}\p{N}]+/u);
}

/** As far as the words of tests go. */
function matches(words: readonly string[], query: string): boolean {
  // Stop words alone find nothing.
  if (query === "it's") return false;
  return query
    .split(' or ')
    .some((all) =>
      all
        .split(' ')
        .every((word) =>
          word.startsWith('-') ? !words.includes(word.slice(1)) : words.includes(word),
        ),
    );
}

/** Of a time as programs write it; of a time that is told from now nothing. */
function textOf(value: Scalar | OneOperand): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? '' : String(value);
}

type Sign = '=' | '<' | '>' | '<=' | '>=';

function compares(
  given: Evaluation,
  column: CatalogueColumn,
  one: Scalar,
  sign: Sign,
  operand: OneOperand,
): boolean {
  const { kind } = column;
  if (kind === 'time') return comparesTime(given, new Date(textOf(one)), sign, operand);
  const wanted =
    typeof operand === 'object' ? relative(given.world, operand).toPlainDate().toString() : operand;
  const order = kind === 'number' ? Number(one) - Number(wanted) : compareScalars(one, wanted);
  return fits(order, sign);
}

function fits(order: number, sign: Sign): boolean {
  switch (sign) {
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
  }
}

/** A day is as long as clocks of the site show it. */
function comparesTime({ world }: Evaluation, one: Date, sign: Sign, operand: OneOperand): boolean {
  const isDay =
    typeof operand === 'object'
      ? 'from' in operand && operand.from === 'today' && !['minute', 'hour'].includes(operand.unit)
      : /^\d{4}-\d{2}-\d{2}$/.test(textOf(operand));
  const here = Temporal.Instant.fromEpochMilliseconds(one.getTime()).toZonedDateTimeISO(
    world.timeZone,
  );
  if (isDay) {
    const day =
      typeof operand === 'object'
        ? relative(world, operand).toPlainDate()
        : Temporal.PlainDate.from(textOf(operand));
    return fits(Temporal.PlainDate.compare(here.toPlainDate(), day), sign);
  }
  const text = textOf(operand);
  const moment =
    typeof operand === 'object'
      ? relative(world, operand).toInstant()
      : text.endsWith('Z')
        ? Temporal.Instant.from(text)
        : Temporal.PlainDateTime.from(text).toZonedDateTime(world.timeZone).toInstant();
  return fits(Temporal.Instant.compare(here.toInstant(), moment), sign);
}

function relative(
  { now, timeZone }: World,
  operand: Extract<OneOperand, object>,
): Temporal.ZonedDateTime {
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const start = operand.from === 'today' ? here.startOfDay() : here;
  return start.add({ [`${operand.unit}s`]: operand.amount });
}

function isWithin(
  { world }: Evaluation,
  { kind }: CatalogueColumn,
  one: Scalar,
  way: 'in_next' | 'in_last',
  { amount, unit }: Amount,
): boolean {
  const end = (of: number) => {
    const at = relative(world, { from: 'now', amount: of, unit });
    return kind === 'date' ? at.toPlainDate().toString() : at.toInstant().epochMilliseconds;
  };
  const at = kind === 'date' ? textOf(one) : new Date(textOf(one)).getTime();
  return way === 'in_next' ? end(0) <= at && at <= end(amount) : end(-amount) <= at && at <= end(0);
}
