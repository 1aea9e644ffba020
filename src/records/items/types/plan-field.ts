import type { ItemId } from '#base';
import type { RequestContext } from '#grammar/access';
import { listStageChain } from '#records/stages';
import type { ItemDeps } from '../item-deps.ts';
import { findItems } from '../item-store.ts';
import { checkMayChangeTypes } from './change-types.ts';
import { checkFieldInput, type FieldInput } from './check-field-input.ts';
import { getField, usersOf } from './field-uses.ts';
import { planValues, touchesValues, type ValuePlan } from './plan-values.ts';
import { listSiteChoices } from './site-choices.ts';

/** What a change of a field would do to content, as somebody may know it. */
export interface FieldChangePlan extends Omit<ValuePlan, 'lost'> {
  /** The first few that lose a value, and why: of those that the reader may see. */
  readonly examples: readonly {
    readonly id: ItemId;
    readonly title: string;
    readonly reason: string;
  }[];
}

const EXAMPLES = 10;

/** What changing the field by `input` (undefined: taking it away) would do to the content. */
export async function planField(
  deps: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  input: FieldInput | undefined,
): Promise<FieldChangePlan> {
  checkMayChangeTypes(ctx);
  const set = deps.types.in(ctx);
  const before = getField(set, typeName, name);
  const { fieldTypes } = deps;
  const site = await listSiteChoices(deps, ctx.stage);
  const after =
    input && checkFieldInput(fieldTypes, name, input, before, undefined, before.weight, site);
  const users = after ? usersOf(set, name) : [];
  const types = after ? users.map((user) => user.type) : [typeName];
  if (after && !touchesValues(before, after))
    return { types, holding: 0, rewritten: 0, losing: 0, lacking: 0, examples: [] };
  const requiring = users
    .filter(({ type, field }) => (type === typeName ? after : field)?.required)
    .map(({ type }) => type);
  const scope = { requiring };
  const plan = await planValues(deps, deps.database.queries, ctx, types, before, after, scope);
  const { lost, ...counted } = plan;
  return { ...counted, examples: await examplesOf(deps, ctx, name, lost) };
}

/** A reason may say the value: named is what shows it to the actor, in the trash what they may delete. */
async function examplesOf(
  { access, fieldAccess, database: { queries } }: ItemDeps,
  ctx: RequestContext,
  field: string,
  lost: ValuePlan['lost'],
): Promise<FieldChangePlan['examples']> {
  if (lost.length === 0) return [];
  const ids = [...new Set(lost.map(({ id }) => id))];
  const there = await findItems(queries, await listStageChain(queries, ctx.stage), ids);
  const decisions = await access.decide(ctx, queries, [
    ...there.map((item) => ({ op: 'view' as const, item })),
    ...there.map((item) => ({ op: 'delete' as const, item })),
  ]);
  const seen = there.filter((item, i) => {
    const [view, del] = [decisions[i], decisions[there.length + i]];
    return view?.allowed === true && (item.deleted === null || del?.allowed === true);
  });
  const titles = new Map(
    (await fieldAccess.readable(ctx, seen)).flatMap(({ id, title, fields }) =>
      fields[field] === undefined ? [] : [[id, title] as const],
    ),
  );
  return lost
    .flatMap(({ id, reason }) => {
      const title = titles.get(id);
      return title === undefined ? [] : [{ id, title, reason }];
    })
    .slice(0, EXAMPLES);
}
