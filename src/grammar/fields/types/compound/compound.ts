import { type JsonObject, canonicalJson, isObject } from '#base';
import { type Element, container, inOrder, text } from '#grammar/render';
import { formatsIn } from '../../check-formats.ts';
import { collectMentions } from '../../collect-mentions.ts';
import { referencesIn } from '../../collect-references.ts';
import { compareText } from '../../compare.ts';
import { type FieldValues, valuesOf } from '../../field-definition.ts';
import { emptyFields, fieldElements } from '../../field-form.ts';
import type { FieldType, FieldTypes, FieldView, Formatter, Validated } from '../../field-type.ts';
import { fieldValuesSchema } from '../../field-values-schema.ts';
import { settleValues } from '../../settle-field-values.ts';
import { checkFieldValues } from '../../validate-field-values.ts';
import { isNow, refused } from '../../value-check.ts';
import { labelledGroup } from '../../widget-parts.ts';
import { compoundSettings } from './compound-settings.ts';
import { convertCompound } from './convert-compound.ts';
import { enteredCompound, keptMark, saysAnything } from './entered-compound.ts';
import type { SubField } from './sub-fields.ts';

export type CompoundValue = FieldValues;

/** Fields together as one value: a speaker with a name, a mail address and links. */
export function createCompoundType(fieldTypes: FieldTypes): FieldType<CompoundValue> {
  const settings = compoundSettings(fieldTypes);

  function validate(input: unknown, given: JsonObject): Validated<CompoundValue> {
    if (!isObject(input)) {
      const message = `Expected an object from sub-field to value, e.g. ${JSON.stringify(type.example)}. ${isNow(input)}`;
      return refused('type', message, '');
    }
    // Nothing at all is an empty value, also where a sub-field is required.
    if (Object.values(input).every((value) => value === null || value === undefined)) {
      const names = settings.read(given).fields.map((field) => field.name);
      if (Object.keys(input).every((name) => names.includes(name))) return { ok: true, value: {} };
    }
    const checked = checkFieldValues(settings.read(given).fields, input, fieldTypes);
    return checked.ok ? { ok: true, value: checked.values } : checked;
  }

  /** Elements for the sub-values that there are, each with the label of its sub-field. */
  function shown(value: CompoundValue, view: FieldView): readonly (readonly [string, Element])[] {
    return settings.read(view.settings).fields.flatMap((field) => {
      const formatter = formatterOf(fieldTypes.get(field.fieldType), field);
      const elements = valuesOf(value, field.name).map((one) =>
        formatter.build(one, { ...view, settings: field.settings, formatterSettings: {} }),
      );
      const [first] = elements;
      if (!first) return [];
      return [[field.label, elements.length === 1 ? first : separated(elements, ', ')] as const];
    });
  }

  const type: FieldType<CompoundValue> = {
    name: 'compound',
    label: 'Group of fields',
    description: 'Several fields that belong together, such as name and link of a sponsor.',
    icon: 'layers',
    example: { name: { value: 'Ann' }, links: [{ uri: 'https://example.org/', title: '' }] },
    settings,
    schema: (given) => fieldValuesSchema(settings.read(given).fields, fieldTypes),
    validate,
    parts: (given) => settings.read(given).fields,
    convert: (value, change) =>
      convertCompound(fieldTypes, (given) => settings.read(given).fields, value, change),
    references: (value, given) => referencesIn(settings.read(given).fields, value, fieldTypes),
    mentions: (value, given) => collectMentions(settings.read(given).fields, value, fieldTypes),
    settle: (value, given, resolve) =>
      settleValues(settings.read(given).fields, value, fieldTypes, resolve),
    formats: (value, given) => formatsIn(settings.read(given).fields, value, fieldTypes),
    isEmpty: (value) => Object.keys(value).length === 0,
    compare: (a, b) => compareText(canonicalJson(a), canonicalJson(b)),
    toText: (value, view) =>
      settings
        .read(view.settings)
        .fields.flatMap((field) => {
          const sub = fieldTypes.get(field.fieldType);
          const texts = valuesOf(value, field.name).map((one) =>
            sub.toText(one, { ...view, settings: field.settings }),
          );
          return texts.length > 0 ? [`${field.label}: ${texts.join(', ')}`] : [];
        })
        .join('; '),
    fromText: (given) => {
      const json = given.trim();
      if (json === '') return undefined;
      try {
        return JSON.parse(json);
      } catch {
        return json;
      }
    },
    widgets: {
      fieldset: {
        label: 'Fields under one heading',
        build: (value, view) => {
          const { fields } = settings.read(view.settings);
          const asked = view.required ? fields : fields.map(requiredWithOthers);
          const elements = fieldElements(asked, value ?? {}, fieldTypes, {
            ctx: view.ctx,
            resolve: view.resolve,
            formats: view.formats,
            ...(view.locks ? { locks: view.locks } : {}),
            timeZone: view.timeZone,
            ...(value ? { empty: emptyFields(fields, value) } : {}),
          });
          const isKept = value !== undefined && !saysAnything(fields, value, fieldTypes);
          return labelledGroup(view, 'fieldset', { ...elements, ...keptMark(isKept) });
        },
        parse: (entered, view) =>
          enteredCompound(settings.read(view.settings).fields, entered, fieldTypes, view.timeZone),
      },
    },
    formatters: {
      list: {
        label: 'List with labels',
        build: (value, view) =>
          container(
            inOrder(
              ...shown(value, view).flatMap(([label, element]) => [
                container({ label: text(label) }, { tag: 'dt' }),
                container({ value: element }, { tag: 'dd' }),
              ]),
            ),
            { tag: 'dl', attributes: { class: 'facts' } },
          ),
      },
      inline: {
        label: 'In one line',
        build: (value, view) =>
          separated(
            shown(value, view).map(([, element]) => element),
            ' · ',
          ),
      },
    },
  };
  return type;
}

/**
 * What a group needs is needed only once there is something in the group. Whether there is, is seen
 * when it is sent: until then it is only said.
 */
function requiredWithOthers(field: SubField): SubField {
  if (!field.required) return field;
  const hint = 'Required where any of this is filled in.';
  return { ...field, required: false, help: field.help ? `${hint} ${field.help}` : hint };
}

function formatterOf(type: FieldType, field: SubField): Formatter<JsonObject> {
  const formatter = type.formatters[field.formatter] ?? Object.values(type.formatters)[0];
  if (!formatter) throw new Error(`The field type “${type.name}” has no formatter.`);
  return formatter;
}

function separated(elements: readonly Element[], separator: string): Element {
  return container(
    inOrder(...elements.flatMap((one, index) => (index === 0 ? [one] : [text(separator), one]))),
    { tag: 'span' },
  );
}
