import { canonicalJson, isObject } from '#base';
import type { FieldTypes } from '#grammar/fields';
import type { ComparedPart, OpenRecord, RecordWords } from '#records/stages';
import type { Items } from '../items.ts';
import { readField } from '../types/read-field.ts';
import { ITEM_TYPE } from '../types/type-document.ts';
import { fieldsUrl } from './types-breadcrumb.ts';

/** What people call the parts of a type, in the order in which its settings have them. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['name', 'Name'],
  ['description', 'Description'],
  ['has_title', 'Items have a title'],
  ['title_label', 'Label of the title'],
  ['settings/published', 'Published unless said otherwise'],
  ['settings/promoted', 'On the front page unless said otherwise'],
  ['settings/byline', 'Says who wrote it and when'],
  ['plugin', 'Brought by the plugin'],
]);

const FIELD = 'fields/';

/** What screens of stages say about item types. */
export function createTypeWords(items: Pick<Items, 'findType' | 'fieldTypes'>): RecordWords {
  return {
    type: ITEM_TYPE,
    describe: async (ctx, ids) =>
      new Map(
        ids.flatMap((id) => {
          const type = items.findType(ctx, id);
          return type ? [[id, { url: fieldsUrl(type), kind: 'Item type' }]] : [];
        }),
      ),
    compare: async (_ctx, record) => {
      const differing = new Set([...record.parts, ...record.merged.map(({ part }) => part)]);
      const names = [...new Set([...PARTS.keys(), ...differing])];
      return names
        .filter((part) => differing.has(part))
        .map((part) => compared(items.fieldTypes, record, part));
    },
  };
}

function compared(
  fieldTypes: FieldTypes,
  { base, mine, theirs }: OpenRecord,
  part: string,
): ComparedPart {
  const isField = part.startsWith(FIELD);
  const text = ({ parts }: OpenRecord['base']) => {
    const value = parts?.[part];
    return isField && isObject(value) ? fieldText(fieldTypes, value) : textOf(value);
  };
  const label = [mine, theirs, base].map(({ parts }) => labelOf(parts?.[part])).find(Boolean);
  return {
    part,
    label: isField ? `Field “${label ?? part.slice(FIELD.length)}”` : (PARTS.get(part) ?? part),
    prose: isField || part === 'description',
    base: text(base),
    mine: text(mine),
    theirs: text(theirs),
  };
}

function labelOf(value: unknown): string | undefined {
  return isObject(value) && typeof value['label'] === 'string' ? value['label'] : undefined;
}

/** A field in lines, as its settings have them. */
function fieldText(fieldTypes: FieldTypes, stored: Record<string, unknown>): string {
  const field = readField('', stored);
  const { cardinality, widget, formatter } = field;
  return [
    `Label: ${field.label}`,
    `Kind: ${fieldTypes.find(field.fieldType)?.label ?? field.fieldType}`,
    `Values: ${cardinality === -1 ? 'any number' : cardinality}`,
    `Required: ${field.required ? 'yes' : 'no'}`,
    ...(field.help === '' ? [] : [`Help: ${field.help}`]),
    `Place: ${field.weight + 1}`,
    `Entered with: ${widget.name} ${settingsText(widget.settings)}`.trimEnd(),
    `Shown as: ${formatter.name} ${settingsText(formatter.settings)}`.trimEnd(),
    `Label is shown: ${formatter.label}`,
    `In teasers: ${formatter.teaser ? 'yes' : 'no'}`,
    ...Object.entries(field.settings).map(([name, value]) => `${name}: ${textOf(value)}`),
  ].join('\n');
}

function settingsText(settings: Record<string, unknown>): string {
  return Object.keys(settings).length === 0 ? '' : canonicalJson(settings);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === undefined || value === null ? '' : canonicalJson(value);
}
