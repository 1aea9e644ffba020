import { isObject, type JsonObject } from '#base';
import type { FieldType, FieldTypes, SqlValue } from '#grammar/fields';
import type { Field, ItemType } from '#records/items';
import type { CatalogueColumn, ColumnKind } from './catalogue.ts';
import { aggregatesOf, isOrdered, operatorsOf } from './column-kinds.ts';
import type { FieldPlace, FieldStep, PlacedColumn } from './placed-column.ts';

/** A field of the site, and the item types that have it. */
export interface SiteField {
  readonly field: Pick<Field, 'name' | 'fieldType' | 'cardinality' | 'label' | 'settings'>;
  readonly types: readonly ItemType[];
}

/** The fields of all item types, each once, without those that are hidden. */
export function siteFields(
  types: readonly ItemType[],
  isHidden: (type: string, field: string) => boolean,
): readonly SiteField[] {
  const byName = new Map<string, { field: Field; types: ItemType[] }>();
  const hidden = new Set<string>();
  for (const type of types)
    for (const field of type.fields) {
      if (isHidden(type.type, field.name)) hidden.add(field.name);
      const known = byName.get(field.name);
      if (known) known.types.push(type);
      else byName.set(field.name, { field, types: [type] });
    }
  return [...byName.values()].filter(({ field }) => !hidden.has(field.name));
}

/** The columns of a field: itself, and the parts that its values have. */
export function fieldColumns(
  { field, types }: SiteField,
  fieldTypes: FieldTypes,
): readonly PlacedColumn[] {
  const group = types.map(({ name }) => name).join(', ');
  const itemTypes = types.map(({ type }) => type);
  return columnsOf(field, { before: [], label: '', group, itemTypes, fieldTypes });
}

interface Around {
  readonly before: readonly FieldStep[];
  readonly label: string;
  readonly group: string;
  readonly itemTypes: readonly string[];
  readonly fieldTypes: FieldTypes;
}

function columnsOf(field: SiteField['field'], around: Around): readonly PlacedColumn[] {
  const type = around.fieldTypes.find(field.fieldType);
  if (type === undefined) return [];
  const path = [...around.before, { name: field.name, several: field.cardinality !== 1 }];
  const label = around.label === '' ? field.label : `${around.label}: ${field.label}`;
  const found = { field, type, path, label, around };
  const parts = Object.entries(type.sqlParts ?? {}).map(([key, part]) =>
    partColumn(found, key, part),
  );
  const inner = subFields(field.settings).flatMap((sub) =>
    columnsOf(sub, { ...around, before: path, label }),
  );
  return [wholeColumn(found), ...parts, ...inner];
}

interface Found {
  readonly field: SiteField['field'];
  readonly type: FieldType;
  readonly path: readonly FieldStep[];
  readonly label: string;
  readonly around: Around;
}

function wholeColumn({ field, type, path, label, around }: Found): PlacedColumn {
  const settings = { ...type.settings.defaults, ...field.settings };
  const references = referencesOf(type, settings);
  const choices = choicesOf(settings);
  const kind = kindOf(type.sql, references, choices !== undefined);
  const place: FieldPlace = {
    path,
    value: type.sql,
    part: false,
  };
  const shown = described(kind, place, label, around);
  return {
    ...shown,
    indexable: kind === 'text' && !isShort(type, field.settings) ? 'no' : shown.indexable,
    name: fieldColumnName(path),
    ...(choices ? { choices } : {}),
    ...(references ? { references } : {}),
    field: { name: field.name, type, settings: field.settings, itemTypes: around.itemTypes },
  };
}

/** PostgreSQL refuses to keep what holds more than 2,700 bytes of an index: it could not be saved. */
const LONGEST_INDEXED = 255;

/** Whether the texts of a field can stand in an index, by what its schema says of them. */
function isShort({ schema, sql }: FieldType, settings: JsonObject): boolean {
  const { properties }: { properties?: unknown } = schema(settings);
  const value = isObject(properties) && sql ? properties[sql.key] : undefined;
  const longest = isObject(value) ? value['maxLength'] : undefined;
  return typeof longest === 'number' && longest <= LONGEST_INDEXED;
}

function partColumn(
  { path, label, around }: Found,
  key: string,
  part: NonNullable<FieldType['sqlParts']>[string],
): PlacedColumn {
  const place: FieldPlace = {
    path,
    value: { type: part.type, key },
    part: true,
  };
  return {
    ...described(kindOf(place.value, undefined, false), place, `${label}: ${part.label}`, around),
    ...(part.type === 'text' ? { indexable: 'no' } : {}),
    name: `${fieldColumnName(path)}.${key}`,
  };
}

function described(
  kind: ColumnKind,
  place: FieldPlace,
  label: string,
  { group }: Around,
): Omit<PlacedColumn, 'name'> {
  const several = place.path.some((step) => step.several);
  return {
    label,
    group,
    kind,
    several,
    operators: operatorsOf(kind, several),
    aggregates: aggregatesOf(kind),
    sortable: isOrdered(kind) && !several,
    shown: true,
    indexable: indexableAs(kind, several, place.value),
    place: { in: 'fields', ...place },
  };
}

function indexableAs(
  kind: ColumnKind,
  several: boolean,
  value: SqlValue | undefined,
): CatalogueColumn['indexable'] {
  if (!several) return isOrdered(kind) ? 'order' : 'no';
  // Terms of items stand in a table of their own; of the rest, what JSON has as a text.
  const isText = value !== undefined && value.type !== 'numeric' && value.type !== 'boolean';
  return isText && kind !== 'term' ? 'values' : 'no';
}

/** How definitions name the column of a field, or of a part of one. */
export function fieldColumnName(path: readonly FieldStep[]): string {
  return ['fields', ...path.map(({ name }) => name)].join('.');
}

function kindOf(
  value: SqlValue | undefined,
  references: CatalogueColumn['references'],
  hasChoices: boolean,
): ColumnKind {
  switch (value?.type) {
    case undefined:
      return 'other';
    case 'numeric':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'date':
      return 'date';
    case 'timestamptz':
      return 'time';
    case 'uuid':
      return references?.type === 'term' ? 'term' : 'id';
    case 'text':
      return hasChoices ? 'choice' : 'text';
  }
}

function referencesOf({ sql }: FieldType, settings: JsonObject): CatalogueColumn['references'] {
  if (sql?.type !== 'uuid') return undefined;
  const { target_type: target, bundles } = settings;
  const type = sql.key === 'file_id' ? 'file' : target;
  if (type !== 'item' && type !== 'term' && type !== 'user' && type !== 'file') return undefined;
  const names = Array.isArray(bundles) ? bundles : [];
  return { type, bundles: names.filter((name) => typeof name === 'string') };
}

function choicesOf({ allowed_values: allowed }: JsonObject): CatalogueColumn['choices'] {
  if (!Array.isArray(allowed)) return undefined;
  return allowed.flatMap((one: unknown) => {
    if (!isObject(one)) return [];
    const { value, label } = one;
    if (typeof value !== 'string') return [];
    return [{ value, label: typeof label === 'string' ? label : value }];
  });
}

/** Of a group of fields: what its settings say. */
function subFields(settings: JsonObject): readonly SiteField['field'][] {
  const { fields } = settings;
  if (!Array.isArray(fields)) return [];
  return fields.flatMap((raw: unknown) => {
    if (!isObject(raw)) return [];
    const { name, type, label, cardinality = 1, settings: own } = raw;
    if (typeof name !== 'string' || typeof type !== 'string') return [];
    return [
      {
        name,
        fieldType: type,
        cardinality: typeof cardinality === 'number' ? cardinality : 1,
        label: typeof label === 'string' && label !== '' ? label : name,
        // Settings of fields are JSON, and so is what is in them.
        settings: isObject(own) ? (own as JsonObject) : {},
      },
    ];
  });
}
