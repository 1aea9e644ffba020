import type { ItemId, StageId } from '#base';
import type { RequestContext } from '#grammar/access';
import { convertValues } from '#grammar/fields';
import type { Queries } from '#platform/database';
import { holdersOf } from './field-change-store.ts';
import type { ItemDeps } from '../item-deps.ts';
import type { Field } from './item-type.ts';

/** What a change of a field would do to the values there are. Nothing is changed by planning. */
export interface ValuePlan {
  /** The types that use the field: its settings are theirs in common. */
  readonly types: readonly string[];
  /** Items that have a value in it, those in the trash included. */
  readonly holding: number;
  /** Of these, items whose value is written anew. */
  readonly rewritten: number;
  /** Of these, items that lose a value. Old revisions keep it. */
  readonly losing: number;
  /** Of these, items that keep none where their type requires one: their next save asks for it. */
  readonly lacking: number;
  /** The first that lose one, and why: whoever may not see them is told of none. */
  readonly lost: readonly { readonly id: ItemId; readonly reason: string }[];
}

/** What of the content is looked at, and which types require a value then. */
export interface PlanScope {
  /** Only what is in this one; left out: all there is. */
  readonly stage?: StageId;
  readonly requiring?: readonly string[];
}

/** So many are looked through for examples. */
const LOST = 200;

/** Reads every item that has a value and says what `after` would make of it. */
export async function planValues(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  types: readonly string[],
  before: Field,
  after: Field | undefined,
  { stage, requiring = [] }: PlanScope = {},
): Promise<ValuePlan> {
  let holding = 0;
  let rewritten = 0;
  let losing = 0;
  let lacking = 0;
  const examples: ValuePlan['lost'][number][] = [];
  for (const type of types)
    for await (const holders of holdersOf(queries, type, before.name))
      for (const holder of holders) {
        const stored = holder.fields[before.name];
        const isElsewhere = stage && (holder.version ?? holder.owner) !== stage;
        if (stored === undefined || isElsewhere) continue;
        holding += 1;
        const converted = convertValues(deps.fieldTypes, ctx, { before, after }, stored);
        const { value, changed, lost } = converted;
        if (changed) rewritten += 1;
        if (value === undefined && requiring.includes(type)) lacking += 1;
        if (lost.length === 0) continue;
        losing += 1;
        if (examples.length < LOST) examples.push({ id: holder.id, reason: lost[0] ?? '' });
      }
  return { types, holding, rewritten, losing, lacking, lost: examples };
}

/** Whether a change can touch stored values at all: labels, help and looks cannot. */
export function touchesValues(before: Field, after: Field): boolean {
  return (
    before.fieldType !== after.fieldType ||
    before.cardinality !== after.cardinality ||
    JSON.stringify(before.settings) !== JSON.stringify(after.settings)
  );
}
