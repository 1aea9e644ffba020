import type { FieldTypes } from '#grammar/fields';
import type { ItemType } from '#records/items';
import { fieldColumns, type SiteField } from './field-columns.ts';
import type { PlacedBase, PlacedColumn, PlacedLink } from './placed-column.ts';
import { rowColumn } from './row-column.ts';

const GROUP = 'Content';

/** Content, with the fields of all its types. */
export function itemBase(
  types: readonly ItemType[],
  fields: readonly SiteField[],
  fieldTypes: FieldTypes,
): PlacedBase {
  const ofFields = fields.flatMap((field) => fieldColumns(field, fieldTypes));
  return {
    name: 'item',
    label: 'Content',
    help: 'Items of all types; filter by type for some of them.',
    rows: { of: 'item' },
    isItems: true,
    columns: new Map([
      ...ownColumns(types),
      ...ofFields.map((column) => [column.name, column] as const),
    ]),
    links: new Map(
      [AUTHOR, REVISIONS, ...ofFields.flatMap(linksTo), ...linksFrom(ofFields, 'item')].map(
        (link) => [link.name, link],
      ),
    ),
  };
}

function ownColumns(types: readonly ItemType[]): readonly (readonly [string, PlacedColumn])[] {
  const group = GROUP;
  const yes = (name: string, label: string) =>
    rowColumn({ column: name, label, group, kind: 'boolean' });
  return [
    rowColumn({
      column: 'id',
      label: 'Id',
      group,
      kind: 'id',
      references: { type: 'item', bundles: [] },
      operators: ['in_this_stage'],
    }),
    rowColumn({
      column: 'type',
      label: 'Type',
      group,
      kind: 'choice',
      choices: types.map(({ type, name }) => ({ value: type, label: name })),
    }),
    rowColumn({ column: 'title', label: 'Title', group, kind: 'text' }),
    rowColumn({
      column: 'author_id',
      name: 'author',
      label: 'Author',
      group,
      kind: 'id',
      references: { type: 'user', bundles: [] },
    }),
    yes('status', 'Published'),
    yes('promote', 'Promoted to the front page'),
    yes('sticky', 'At the top of lists'),
    rowColumn({ column: 'created', label: 'Created', group, kind: 'time' }),
    rowColumn({ column: 'changed', label: 'Changed', group, kind: 'time' }),
    ['terms', ALL_TERMS],
    ['search', WORDS],
  ];
}

const ALL_TERMS: PlacedColumn = {
  name: 'terms',
  label: 'Terms of any field',
  group: GROUP,
  kind: 'term',
  several: true,
  operators: ['has_term', 'has_term_or_below', 'has_any', 'has_all', 'is_empty', 'is_not_empty'],
  aggregates: [],
  sortable: false,
  shown: false,
  references: { type: 'term', bundles: [] },
  indexable: 'no',
  place: { in: 'all_terms' },
};

const WORDS: PlacedColumn = {
  name: 'search',
  label: 'Words in title and text',
  group: GROUP,
  kind: 'search',
  several: false,
  operators: ['matches'],
  aggregates: [],
  sortable: false,
  shown: false,
  indexable: 'no',
  place: { in: 'words' },
};

const AUTHOR: PlacedLink = {
  name: 'author',
  label: 'Author',
  to: 'user',
  several: false,
  way: { by: 'column', column: 'author_id' },
};

const REVISIONS: PlacedLink = {
  name: 'revisions',
  label: 'Revisions',
  to: 'revision',
  several: true,
  way: { by: 'their_column', column: 'item_id' },
};

/** Where a column of an item's fields leads. */
function linksTo({ name, label, several, references, place }: PlacedColumn): PlacedLink[] {
  if (!references || place.in !== 'fields') return [];
  return [{ name, label, to: references.type, several, way: { by: 'field', field: place } }];
}

/** The items that point to records of a base. */
export function linksFrom(columns: Iterable<PlacedColumn>, base: string): readonly PlacedLink[] {
  return [...columns].flatMap(({ name, label, references, place }) => {
    if (references?.type !== base || place.in !== 'fields' || !place.value) return [];
    const way = { by: 'their_field', field: place, key: place.value.key } as const;
    return [
      { name: `reverse.${name}`, label: `Content by “${label}”`, to: 'item', several: true, way },
    ];
  });
}
