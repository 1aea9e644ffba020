import type { FormDefinition } from '#grammar/forms';
import { paragraph } from '#grammar/render';
import type { Field, ItemType } from '../types/item-type.ts';
import type { Items } from '../items.ts';
import { enteredText } from './entered-text.ts';
import { PlannedChange } from './save-field-settings.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

export interface FieldKindArgs {
  readonly type: ItemType;
  readonly field: Field;
  /** What was chosen before. */
  readonly chosen?: string;
}

/** Makes a field one of another kind; what that does to content is shown first, always. */
export function fieldKindForm(items: Items): FormDefinition<FieldKindArgs> {
  return {
    id: 'item_field_kind',
    build: async (_ctx, { field, chosen }) => ({
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
          none: 'Choose…',
          ...(chosen === undefined ? {} : { default: chosen }),
          options: items.fieldTypes
            .list()
            .filter(
              ({ name, settings }) =>
                name !== field.fieldType &&
                // Kinds that cannot do without settings are added as new fields.
                settings.validate(settings.defaults).length === 0,
            )
            .map(({ name, label }) => ({ value: name, label })),
        },
      },
      actions: {
        plan: { label: 'Show what would change' },
        cancel: { label: 'Cancel', look: 'quiet', unvalidated: true },
      },
    }),
    async submit(ctx, { type, field }, values, action) {
      if (action === 'cancel') {
        return { kind: 'redirect', to: `${fieldsUrl(type)}/${field.name}` };
      }
      const kind = enteredText(values['kind']);
      const { defaults } = items.fieldTypes.get(kind).settings;
      const input = { field_type: kind, settings: defaults, label: field.label };
      throw new PlannedChange(input, await items.planField(ctx, type.type, field.name, input));
    },
  };
}
