import type { CatalogueColumn } from '../catalogue/catalogue.ts';
import { operandProblem } from '../check/operand-problem.ts';
import { filtersIn } from '../definition/filters-in.ts';
import type { Filter, FilterGroup } from '../definition/gather.ts';
import type { JsonScalar, Operand } from '../definition/operand.ts';
import { isAmount, operandShape } from '../definition/operand-shape.ts';
import type { Choices } from '../query/resolve-query.ts';
import type { KnownTables } from '../query/known-tables.ts';
import type { GatherQuery, GatherResult } from './gather-result.ts';
import { LONGEST_VALUE, MOST_CHOSEN, MOST_VALUES } from './run-limits.ts';

type Chosen = Choices['filters'] extends ReadonlyMap<string, infer One> ? One : never;

export interface ChosenFilters {
  readonly filters: Choices['filters'];
  readonly problems: GatherResult['problems'];
}

/** What readers chose for the exposed filters of a display. */
export function chosenFilters(
  tables: KnownTables,
  group: FilterGroup,
  exposed: NonNullable<GatherQuery['exposed']>,
): ChosenFilters {
  const filters = new Map<string, Chosen>();
  const problems: { filter: string; message: string }[] = [];
  let used = 0;
  for (const filter of filtersIn(group)) {
    if (!filter.exposed) continue;
    const texts = Object.hasOwn(exposed, filter.id) ? exposed[filter.id] : undefined;
    const column = tables.find(filter)?.column;
    if (!column) continue;
    const given = texts?.some((text) => text.trim() !== '') ? texts : undefined;
    if (given) used += 1;
    const found = chosen(filter, column, texts, used);
    if ('message' in found) problems.push({ filter: filter.id, message: found.message });
    const choice = 'message' in found ? 'any' : found.choice;
    if (choice) filters.set(filter.id, choice);
  }
  return { filters, problems };
}

function chosen(
  filter: Filter,
  column: CatalogueColumn,
  texts: readonly string[] | undefined,
  used: number,
): { readonly choice: Chosen | undefined } | { readonly message: string } {
  const unset = filter.exposed?.required ? 'nothing' : 'any';
  const shape = operandShape(filter.operator);
  // Nothing was sent: as the definition has it.
  if (texts === undefined) {
    const isOpen = shape !== 'none' && isUnset(filter.value);
    return { choice: isOpen || shape === 'none' ? unset : undefined };
  }
  if (texts.every((text) => text.trim() === '')) return { choice: unset };
  if (used > MOST_CHOSEN) return { message: `At most ${MOST_CHOSEN} filters at once.` };
  if (texts.length > MOST_VALUES) return { message: `At most ${MOST_VALUES} values.` };
  if (texts.some((text) => text.length > LONGEST_VALUE))
    return { message: `At most ${LONGEST_VALUE} characters.` };
  if (shape === 'none') return { choice: texts[0] === 'true' ? { operand: undefined } : unset };
  const operand = operandOf(filter, column, texts);
  const message = operandProblem(column, { ...filter, value: operand });
  return message === undefined ? { choice: { operand } } : { message };
}

function isUnset(value: Operand | undefined): boolean {
  if (value === undefined) return true;
  return Array.isArray(value) && value.every((one) => one === '');
}

/** What the texts mean; whether it makes sense is checked like a definition. */
function operandOf(
  { operator, value }: Filter,
  column: CatalogueColumn,
  texts: readonly string[],
): Operand {
  const values = texts.map((text) => scalarOf(column, text));
  const filled = values.filter((one) => one !== '');
  switch (operandShape(operator)) {
    case 'amount': {
      const unit = value !== undefined && isAmount(value) ? value.unit : 'day';
      const amount = Number(filled[0]);
      return { amount: Number.isInteger(amount) && amount <= 100_000 ? amount : 0, unit };
    }
    case 'two':
      return [values[0] ?? '', values[1] ?? ''];
    case 'many':
      return filled;
    default:
      return filled[0] ?? '';
  }
}

function scalarOf({ kind }: CatalogueColumn, text: string): JsonScalar {
  const value = text.trim();
  if (kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
