import { isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldType } from '#grammar/fields';
import type { FormDefinition, GroupFormElement } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { Field, ItemType } from '../types/item-type.ts';
import { listSiteChoices } from '../types/site-choices.ts';
import { enteredText } from './entered-text.ts';
import { fieldTexts } from './field-texts.ts';
import { PlannedChange } from './save-field-settings.ts';
import type { ItemScreenDeps } from './screen-deps.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

export interface FieldKindArgs {
  readonly type: ItemType;
  readonly field: Field;
  /** As what it was to be when its plan was shown. */
  readonly chosen?: Field;
}

/** More different values are hardly a choice. */
const MOST_PROPOSED = 100;

/** Makes a field one of another kind; what that does to content is shown first, always. */
export function fieldKindForm(deps: ItemScreenDeps): FormDefinition<FieldKindArgs> {
  const { items } = deps;
  return {
    id: 'item_field_kind',
    async build(ctx, args, values) {
      const { field, chosen } = args;
      const kind = values ? enteredText(values['kind']) : (chosen?.fieldType ?? '');
      const fieldType = kind === field.fieldType ? undefined : items.fieldTypes.find(kind);
      return {
        elements: {
          what: {
            kind: 'static',
            element: paragraph(
              'Values are read as plain text and taken over where they fit the new kind. What would be lost is shown before anything is changed. The settings start anew.',
            ),
          },
          kind: {
            kind: 'select',
            label: 'New kind',
            required: true,
            rebuilds: true,
            none: 'Choose…',
            ...(chosen === undefined ? {} : { default: chosen.fieldType }),
            options: items.fieldTypes
              .list()
              .filter(({ name }) => name !== field.fieldType)
              .map(({ name, label }) => ({ value: name, label })),
          },
          ...(fieldType ? { settings: await settingsGroup(deps, ctx, args, fieldType) } : {}),
        },
        actions: {
          plan: { label: 'Show what would change' },
          cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
        },
      };
    },
    async submit(ctx, { type, field }, values, action) {
      if (action === 'cancel') {
        return { kind: 'redirect', to: `${fieldsUrl(type)}/${field.name}` };
      }
      const kind = enteredText(values['kind']);
      const { parse } = items.fieldTypes.get(kind).settings;
      const settings = parse(isObject(values['settings']) ? values['settings'] : {});
      const input = { field_type: kind, settings, label: field.label };
      throw new PlannedChange(input, await items.planField(ctx, type.type, field.name, input));
    },
  };
}

/** The settings of the new kind: as they were entered, else such that they keep what content has. */
async function settingsGroup(
  deps: ItemScreenDeps,
  ctx: RequestContext,
  { field, chosen }: FieldKindArgs,
  { name, settings }: FieldType,
): Promise<GroupFormElement> {
  const site = await listSiteChoices(deps, ctx.stage);
  const group = { kind: 'group', look: 'plain', of: name } as const;
  if (chosen?.fieldType === name)
    return { ...group, elements: settings.form(chosen.settings, site) };
  if (!settings.propose) return { ...group, elements: settings.form(settings.defaults, site) };
  const texts = await fieldTexts(deps.items, ctx, field, MOST_PROPOSED);
  const proposed = paragraph(
    texts.length < MOST_PROPOSED
      ? 'The values that the newest content has are proposed.'
      : `Content has many different values: ${MOST_PROPOSED} of them are proposed.`,
    { class: 'muted' },
  );
  return {
    ...group,
    elements: {
      ...(texts.length > 0 ? { proposed: { kind: 'static', element: proposed } as const } : {}),
      ...settings.form(settings.propose(texts), site),
    },
  };
}
