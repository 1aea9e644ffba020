import type { RequestContext } from '#grammar/access';
import type { FormOutcome } from '#grammar/forms';
import type { FieldInput } from '../types/check-field-input.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { FieldChangePlan } from '../types/plan-field.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

/** A change that touches what is stored: it is shown before it is done. */
export class PlannedChange extends Error {
  readonly input: FieldInput;
  readonly plan: FieldChangePlan;
  constructor(input: FieldInput, plan: FieldChangePlan) {
    super('The change touches stored values.');
    this.input = input;
    this.plan = plan;
  }
}

/** Adds the field, or changes it when no stored value is touched; throws the plan otherwise. */
export async function saveField(
  { items }: Pick<ItemScreenDeps, 'items'>,
  ctx: RequestContext,
  { type, field, shared }: { type: ItemType; field?: Field; shared?: Field },
  name: string,
  input: FieldInput,
): Promise<FormOutcome> {
  if (field) {
    const plan = await items.planField(ctx, type.type, field.name, input);
    if (plan.rewritten > 0 || plan.losing > 0) throw new PlannedChange(input, plan);
    await items.updateField(ctx, type.type, field.name, input);
  } else {
    await items.addField(ctx, type.type, shared?.name ?? name, input);
  }
  return {
    kind: 'redirect',
    to: fieldsUrl(type),
    messages: [
      {
        tone: 'positive',
        text: field
          ? `“${String(input.label)}” was saved.`
          : `“${String(input.label)}” was added to ${type.name}.`,
      },
    ],
  };
}
