import type { JsonObject } from '#base';
import type { FieldTypes, SettingsDefinition } from '../../field-type.ts';
import { enteredText } from '../../widget-parts.ts';
import { subFieldProblems } from './check-sub-fields.ts';
import { FIRST_TYPE, enteredRows, rowElement } from './sub-field-form.ts';
import { MOST_FIELDS, type SubField, rawFields, subField } from './sub-fields.ts';

export interface CompoundSettings extends SettingsDefinition {
  read(settings: JsonObject): { readonly fields: readonly SubField[] };
}

/**
 * `{ "fields": [{ name, label, type, required, cardinality, settings, widget, formatter, help }] }`;
 * only name and type must be said.
 */
export function compoundSettings(fieldTypes: FieldTypes): CompoundSettings {
  const known = new WeakMap<JsonObject, { readonly fields: readonly SubField[] }>();
  return {
    defaults: { fields: [] },
    example: {
      fields: [
        {
          name: 'name',
          label: 'Name',
          type: 'text',
          required: true,
          settings: { max_length: 100 },
        },
        { name: 'links', label: 'Links', type: 'link', cardinality: -1 },
      ],
    },
    read: (settings) => {
      let read = known.get(settings);
      if (!read) {
        read = { fields: rawFields(settings).flatMap((raw) => subField(raw, fieldTypes)) };
        known.set(settings, read);
      }
      return read;
    },
    form: (settings, site) => ({
      fields: {
        kind: 'rows',
        label: 'Fields of the group',
        required: true,
        addLabel: 'Add a field',
        max: MOST_FIELDS,
        rows: rawFields(settings).map((raw) => rowElement(raw, fieldTypes, site)),
        blank: rowElement({}, fieldTypes, site),
        rowFor: (entered, key) => {
          const { type: before = FIRST_TYPE, ...raw } = rawFields(settings)[key] ?? {};
          const type = enteredText(entered, 'type');
          if (type === before || !fieldTypes.find(type)) return undefined;
          return rowElement({ ...raw, type, settings: {} }, fieldTypes, site, true);
        },
        isEmpty: (entered) =>
          enteredText(entered, 'label') === '' && enteredText(entered, 'name') === '',
      },
    }),
    parse: (values) => ({ fields: enteredRows(values['fields'], fieldTypes) }),
    validate: (settings, site) => subFieldProblems(settings, fieldTypes, site),
  };
}
