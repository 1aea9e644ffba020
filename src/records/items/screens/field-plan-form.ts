import { isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormDefinition } from '#grammar/forms';
import { container, type Element, heading, inOrder, link, paragraph, text } from '#grammar/render';
import type { FieldInput } from '../types/check-field-input.ts';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import type { FieldChangePlan } from '../types/plan-field.ts';
import { enteredText } from './entered-text.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

export interface FieldPlanArgs {
  readonly type: ItemType;
  readonly field: Field;
  /** undefined: the field is taken away. */
  readonly input: FieldInput | undefined;
}

/** Shows what a change of a field does to content, and does it once that was seen. */
export function fieldPlanForm(items: Items): FormDefinition<FieldPlanArgs> {
  const planOf = (ctx: RequestContext, { type, field, input }: FieldPlanArgs) =>
    items.planField(ctx, type.type, field.name, input);
  return {
    id: 'item_field_plan',
    async build(ctx, args) {
      const plan = await planOf(ctx, args);
      const { input } = args;
      return {
        elements: {
          plan: { kind: 'static', element: planElement(items, ctx, args, plan) },
          change: {
            kind: 'hidden',
            default: input ? JSON.stringify(input) : '',
            access: input !== undefined,
          },
          losing: { kind: 'hidden', default: String(plan.losing) },
        },
        actions: {
          confirm: {
            label: confirmLabel(args, plan),
            look: plan.losing > 0 || !input ? 'danger' : 'primary',
          },
          // Back to the settings as they were entered is a page, not something to do: see the screen.
          back: { label: 'Back', look: 'quiet', unvalidated: true, access: input !== undefined },
          cancel: {
            label: 'Cancel',
            look: 'quiet',
            unvalidated: true,
            access: input === undefined,
          },
        },
      };
    },
    async validate(ctx, args, values) {
      const plan = await planOf(ctx, args);
      if (plan.losing <= Number(values['losing'])) return [];
      return [
        {
          pointer: '',
          code: 'plan_changed',
          message: `Content was saved meanwhile: ${plan.losing} items would lose a value now. Look at the plan again.`,
        },
      ];
    },
    async submit(ctx, { type, field, input }, _values, action) {
      if (action === 'cancel') return { kind: 'redirect', to: fieldsUrl(type) };
      const accepted = { acceptLoss: true };
      if (input) await items.updateField(ctx, type.type, field.name, input, accepted);
      else await items.removeField(ctx, type.type, field.name, accepted);
      const name = enteredText(input?.label) || field.label;
      return {
        kind: 'redirect',
        to: fieldsUrl(type),
        messages: [
          {
            tone: 'positive',
            text: input
              ? `“${name}” was changed, and the content with it.`
              : `“${name}” was removed from ${type.name}. Old revisions keep its values.`,
          },
        ],
      };
    },
  };
}

/** The change as a form carried it; checked again by whoever makes it. */
export function parseChange(json: string | undefined): FieldInput | undefined {
  try {
    const change: unknown = JSON.parse(json ?? '');
    return isObject(change) ? change : undefined;
  } catch {
    return undefined;
  }
}

function confirmLabel({ field, input }: FieldPlanArgs, plan: FieldChangePlan): string {
  if (!input) return `Remove “${field.label}”`;
  return plan.losing > 0 ? 'Change it and lose these values' : 'Change it';
}

function planElement(
  items: Items,
  ctx: RequestContext,
  { field, input, type }: FieldPlanArgs,
  plan: FieldChangePlan,
): Element {
  const more = plan.losing - plan.examples.length;
  const others = plan.types.filter((name) => name !== type.type);
  const rows: readonly [string, string][] = [
    ['Items with a value', String(plan.holding)],
    ...(input ? [['Written anew', String(plan.rewritten)] as [string, string]] : []),
    ['Lose a value', String(plan.losing)],
    ...(plan.lacking > 0
      ? [['Then lack a required value', String(plan.lacking)] as [string, string]]
      : []),
    ...(others.length > 0
      ? [
          ['Also in', others.map((name) => items.findType(ctx, name)?.name ?? name).join(', ')] as [
            string,
            string,
          ],
        ]
      : []),
  ];
  return container(
    inOrder(
      {
        '#type': 'notice',
        '#tone': plan.losing > 0 ? 'danger' : plan.holding > 0 ? 'caution' : 'info',
        '#value': sentence(field, input, plan),
      },
      container(
        inOrder(
          ...rows.flatMap(([label, value]) => [
            container({ text: text(label) }, { tag: 'dt' }),
            container({ text: text(value) }, { tag: 'dd', attributes: { class: 'numbers' } }),
          ]),
        ),
        { tag: 'dl', attributes: { class: 'facts' } },
      ),
      plan.examples.length > 0 && heading(2, 'Examples'),
      plan.examples.length > 0 && {
        '#type': 'table',
        '#columns': [{ label: 'Item' }, ...(input ? [{ label: 'Why its value is lost' }] : [])],
        '#rows': plan.examples.map(({ id, title, reason }) => ({
          cells: [link(`/item/${id}`, title), ...(input ? [text(reason)] : [])],
        })),
      },
      more > 0 &&
        plan.examples.length > 0 &&
        paragraph(`And ${more === 1 ? 'one more' : `${more} more`}.`, { class: 'muted' }),
    ),
    { attributes: { class: 'stack' } },
  );
}

function sentence(field: Field, input: FieldInput | undefined, plan: FieldChangePlan): string {
  const kept = 'Old revisions keep what they say.';
  if (plan.holding === 0) return `No content has a value in “${field.label}”, so nothing is lost.`;
  const holding = plan.holding === 1 ? 'One item has' : `${plan.holding} items have`;
  if (!input) return `${holding} a value in “${field.label}”, which is taken away. ${kept}`;
  if (plan.losing === 0) {
    return `${holding} a value in “${field.label}”. Each of them can be kept in its new form. ${kept}`;
  }
  const losing = plan.losing === 1 ? 'one of them loses it' : `${plan.losing} of them lose it`;
  return `${holding} a value in “${field.label}”, and ${losing}, because it does not fit any more.${lackingSentence(plan)} ${kept}`;
}

function lackingSentence({ lacking }: FieldChangePlan): string {
  if (lacking === 0) return '';
  const then =
    lacking === 1
      ? 'one item then has none, and is asked for one when it is edited next'
      : `${lacking} items then have none, and are asked for one when they are edited next`;
  return ` It is required: ${then}.`;
}
