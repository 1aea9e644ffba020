import type { PlacedBase, PlacedColumn, PlacedLink } from './placed-column.ts';
import { linksFrom } from './item-base.ts';
import { rowColumn } from './row-column.ts';

/** What there is to choose among vocabularies. */
export type Vocabularies = readonly { readonly name: string; readonly label: string }[];

type Columns = readonly (readonly [string, PlacedColumn])[];

function base(
  {
    name,
    label,
    help,
  }: Pick<PlacedBase, 'label' | 'help'> & {
    readonly name: 'user' | 'term' | 'file' | 'revision';
  },
  columns: Columns,
  links: readonly PlacedLink[],
): PlacedBase {
  return {
    name,
    label,
    help,
    rows: { of: name },
    isItems: false,
    columns: new Map(columns),
    links: new Map(links.map((link) => [link.name, link])),
  };
}

function idColumn(group: string, type: 'user' | 'term' | 'file') {
  return rowColumn({
    column: 'id',
    label: 'Id',
    group,
    kind: 'id',
    references: { type, bundles: [] },
  });
}

/** People, as everybody may know them; whether an account is blocked, for who may administer it. */
export function userBase(fields: readonly PlacedColumn[], administers: boolean): PlacedBase {
  const group = 'People';
  return base(
    { name: 'user', label: 'People', help: 'Accounts that are not blocked.' },
    [
      idColumn(group, 'user'),
      rowColumn({ column: 'name', label: 'Name', group, kind: 'text' }),
      rowColumn({ column: 'created', label: 'Member since', group, kind: 'time' }),
      ...(administers
        ? [rowColumn({ column: 'status', label: 'Active', group, kind: 'boolean' })]
        : []),
    ],
    [
      {
        name: 'reverse.author',
        label: 'Content that they wrote',
        to: 'item',
        several: true,
        way: { by: 'their_column', column: 'author_id' },
      },
      ...linksFrom(fields, 'user'),
    ],
  );
}

export function termBase(
  fields: readonly PlacedColumn[],
  vocabularies: Vocabularies | undefined,
): PlacedBase {
  const group = 'Term';
  return base(
    { name: 'term', label: 'Terms', help: 'Terms of all vocabularies.' },
    [
      idColumn(group, 'term'),
      rowColumn({ column: 'name', label: 'Name', group, kind: 'text' }),
      rowColumn({ column: 'description', label: 'Description', group, kind: 'text' }),
      rowColumn({
        column: 'vocabulary',
        label: 'Vocabulary',
        group,
        kind: 'choice',
        ...(vocabularies
          ? { choices: vocabularies.map(({ name, label }) => ({ value: name, label })) }
          : {}),
      }),
      rowColumn({ column: 'weight', label: 'Place in its vocabulary', group, kind: 'number' }),
    ],
    [
      { name: 'parents', label: 'Terms above', to: 'term', several: true, way: { by: 'parents' } },
      {
        name: 'children',
        label: 'Terms below',
        to: 'term',
        several: true,
        way: { by: 'children' },
      },
      ...linksFrom(fields, 'term'),
    ],
  );
}

export function fileBase(fields: readonly PlacedColumn[]): PlacedBase {
  const group = 'File';
  const number = (column: string, label: string, nullable = false) =>
    rowColumn({ column, label, group, kind: 'number', nullable });
  return base(
    { name: 'file', label: 'Files', help: 'Files that content refers to.' },
    [
      idColumn(group, 'file'),
      rowColumn({ column: 'name', label: 'Name', group, kind: 'text' }),
      rowColumn({ column: 'mime', label: 'Media type', group, kind: 'text' }),
      number('size', 'Size in bytes'),
      number('width', 'Width in pixels', true),
      number('height', 'Height in pixels', true),
      rowColumn({ column: 'created', label: 'Uploaded', group, kind: 'time' }),
      rowColumn({
        column: 'owner_id',
        name: 'owner',
        label: 'Owner',
        group,
        kind: 'id',
        references: { type: 'user', bundles: [] },
      }),
    ],
    [
      {
        name: 'owner',
        label: 'Owner',
        to: 'user',
        several: false,
        way: { by: 'column', column: 'owner_id' },
      },
      ...linksFrom(fields, 'file'),
    ],
  );
}

export function revisionBase(): PlacedBase {
  const group = 'Revision';
  return base(
    {
      name: 'revision',
      label: 'Revisions',
      help: 'Saved versions, of content whose revisions the reader may see.',
    },
    [
      rowColumn({ column: 'id', label: 'Id', group, kind: 'id' }),
      rowColumn({
        column: 'item_id',
        name: 'item',
        label: 'Item',
        group,
        kind: 'id',
        references: { type: 'item', bundles: [] },
      }),
      rowColumn({ column: 'title', label: 'Title', group, kind: 'text' }),
      rowColumn({ column: 'status', label: 'Published', group, kind: 'boolean' }),
      rowColumn({ column: 'created', label: 'Saved', group, kind: 'time' }),
      rowColumn({ column: 'log', label: 'Log message', group, kind: 'text' }),
      rowColumn({
        column: 'author_id',
        name: 'author',
        label: 'Saved by',
        group,
        kind: 'id',
        references: { type: 'user', bundles: [] },
      }),
    ],
    [
      {
        name: 'item',
        label: 'Item',
        to: 'item',
        several: false,
        way: { by: 'column', column: 'item_id' },
      },
      {
        name: 'author',
        label: 'Saved by',
        to: 'user',
        several: false,
        way: { by: 'column', column: 'author_id' },
      },
    ],
  );
}
