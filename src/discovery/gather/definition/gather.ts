import type { JsonScalar, Operand, Operator } from './operand.ts';

/**
 * A listing as data: what is stored, exported as YAML and edited in the builder. The names are
 * those of JSON, so that a definition is the same text everywhere. `parse-gather.ts` makes one
 * out of unknown input; `catalogue/` says what its columns mean.
 */
export interface Gather {
  /** Machine name: lower case letters, digits and underscores. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** What is listed, by its name in the catalogue: `item`, `user`, `term`, `PLUGIN.TABLE` … */
  readonly base: string;
  /** What all displays share, unless one says otherwise. */
  readonly defaults: Sections;
  /** At least one; ids are unique. */
  readonly displays: readonly Display[];
}

/** The parts of a query and of how it is shown. */
export interface Sections {
  readonly relationships: readonly Relationship[];
  readonly arguments: readonly Argument[];
  readonly filters: FilterGroup;
  readonly sorts: readonly Sort[];
  readonly fields: readonly Column[];
  readonly style: Style;
  readonly pager: Pager;
  readonly access: AccessRule;
  /** Said where there is nothing; plain text, empty for the usual sentence. */
  readonly empty: string;
  /** Rows that say the same are shown once. */
  readonly distinct: boolean;
}

/** Names a column of the catalogue, of the base or of what a relationship leads to. */
export interface ColumnRef {
  /** `title`, `created`, `fields.city`, `fields.place.town` (a part of a compound value) … */
  readonly column: string;
  /** Name of a relationship; left out: the base. */
  readonly of?: string;
}

/** Follows a reference to other records, or back from them. */
export interface Relationship {
  /** Its name within the gather, which `of` names. */
  readonly name: string;
  readonly label: string;
  /** A link of the catalogue: `author`, `fields.speakers`, `reverse.fields.venue` … */
  readonly through: string;
  /** The relationship that it starts from; left out: the base. */
  readonly of?: string;
  /** Rows that lead nowhere are left out. */
  readonly required: boolean;
}

export interface FilterGroup {
  /** `all`: and; `any`: or. An empty group lets everything pass. */
  readonly match: 'all' | 'any';
  readonly filters: readonly (Filter | FilterGroup)[];
}

export interface Filter extends ColumnRef {
  /** Unique within the gather; for an exposed filter also its name in the query string. */
  readonly id: string;
  readonly operator: Operator;
  /** What the operator compares with; none for those that need nothing. */
  readonly value?: Operand;
  /** Readers choose the value. */
  readonly exposed?: Exposed;
}

export interface Exposed {
  readonly label: string;
  readonly help: string;
  /** Nothing is listed before the reader chose. */
  readonly required: boolean;
  /** Several values may be chosen at once; the operator then is `in` or `has_any`. */
  readonly multiple: boolean;
  /** Kept for the reader's next visit in this session. */
  readonly remember: boolean;
}

/** A value from the path, or from where the gather stands. */
export interface Argument extends ColumnRef {
  /** `{id}` in the path of a page; unique within the gather. */
  readonly id: string;
  readonly operator: 'equals' | 'has_term' | 'has_term_or_below';
  /** What is done when there is no value. */
  readonly missing:
    | { readonly action: 'ignore' | 'not_found' }
    | { readonly action: 'fixed'; readonly value: JsonScalar }
    /** That of the item whose page this is shown on: itself, or one of its fields. */
    | { readonly action: 'current_item'; readonly column: string };
  /** Refuses (with 404) what names nothing: a term that is not there, an item of another type. */
  readonly validate: boolean;
}

export interface Sort extends ColumnRef {
  readonly direction: 'asc' | 'desc';
  readonly aggregate?: Aggregate;
  /** Readers may choose this order: `sort=ID`, under this label. */
  readonly exposed?: { readonly id: string; readonly label: string };
}

export type Aggregate = 'count' | 'count_distinct' | 'sum' | 'average' | 'minimum' | 'maximum';

/** One thing that is shown of each row. */
export interface Column extends ColumnRef {
  /** Unique within the gather: key in JSON and CSV. */
  readonly id: string;
  /** Heading; empty for none. */
  readonly label: string;
  /** Where one column has an aggregate, rows are grouped by those that have none. */
  readonly aggregate?: Aggregate;
  /** A formatter of the field's type, or `text`; left out: its usual one. */
  readonly formatter?: {
    readonly name: string;
    readonly settings: { readonly [key: string]: JsonScalar };
  };
  /** Shown as a link to the row's record. */
  readonly link: boolean;
  /** Not shown, but there for grouping, templates and programs. */
  readonly hidden: boolean;
}

/** What a page of rows looks like. */
export type Style =
  | { readonly kind: 'list'; readonly row: RowStyle }
  | {
      readonly kind: 'table';
      /** Ids of columns whose heading sorts. */
      readonly sortable: readonly string[];
    }
  | { readonly kind: 'cards'; readonly row: RowStyle }
  | { readonly kind: 'grouped'; readonly by: string; readonly row: RowStyle }
  | { readonly kind: 'plain' };

/** Rows as their columns, or as items are shown elsewhere. */
export type RowStyle = 'columns' | 'teaser' | 'full';

export type Pager =
  | { readonly kind: 'full' | 'mini' | 'load_more'; readonly size: number }
  | { readonly kind: 'none'; readonly size: number };

/** Who may see a display: who may see content, who has a permission, or one of these roles. */
export type AccessRule =
  | { readonly kind: 'content' }
  | { readonly kind: 'permission'; readonly permission: string }
  | { readonly kind: 'roles'; readonly roles: readonly string[] };

/** Where and how the listing is shown. */
export type Display =
  | PageDisplay
  | TileDisplay
  | FeedDisplay
  | AttachmentDisplay
  | CalendarDisplay
  | CsvDisplay
  | JsonDisplay;

interface DisplayBase {
  /** Machine name, unique within the gather. */
  readonly id: string;
  readonly label: string;
  /** Sections of its own, in place of the shared ones. */
  readonly overrides: Partial<Sections>;
}

/** `/talks/{topic}`: placeholders are ids of arguments. */
interface AtPath {
  readonly path: string;
}

export interface PageDisplay extends DisplayBase, AtPath {
  readonly kind: 'page';
  /** `%topic` stands for what the argument `topic` is called. Empty: the gather's label. */
  readonly title: string;
  /** A link in the site's main navigation. */
  readonly menu?: { readonly label: string; readonly weight: number };
  /** Paths and labels that lead here, from the front page down. */
  readonly breadcrumb: readonly { readonly label: string; readonly path: string }[];
}
/** Stands beside other content. */
export interface TileDisplay extends DisplayBase {
  readonly kind: 'tile';
  readonly title: string;
  /** Where it stands of itself; nowhere: only where it is asked for. */
  readonly places: readonly TilePlace[];
}
/** On the front page, or on the pages of items of these types (none: of all). */
export type TilePlace = { readonly position: 'before' | 'after' } & (
  | { readonly on: 'front' }
  | { readonly on: 'items'; readonly types: readonly string[] }
);
export interface FeedDisplay extends DisplayBase, AtPath {
  readonly kind: 'feed';
  readonly format: 'rss' | 'atom' | 'json';
  readonly title: string;
}
/** Shown with other displays of the same gather: a summary above, the newest below. */
export interface AttachmentDisplay extends DisplayBase {
  readonly kind: 'attachment';
  /** Ids of displays. */
  readonly to: readonly string[];
  readonly position: 'before' | 'after';
}
/** Times as an ICS file, for calendar programs. */
export interface CalendarDisplay extends DisplayBase, AtPath {
  readonly kind: 'calendar';
  readonly title: string;
  /** A date, a time or a range of them. */
  readonly when: ColumnRef;
  readonly place?: ColumnRef;
}
export interface CsvDisplay extends DisplayBase, AtPath {
  readonly kind: 'csv';
}
export interface JsonDisplay extends DisplayBase, AtPath {
  readonly kind: 'json';
}

/**
 * The sections of a display: its own, and for the rest the shared ones. What a calendar needs of
 * each row is among the columns, hidden where it is not shown.
 */
export function sectionsOf(gather: Gather, display: Display): Sections {
  const sections = { ...gather.defaults, ...display.overrides };
  if (display.kind !== 'calendar') return sections;
  const needed = [
    hiddenColumn('calendar_when', display.when),
    ...(display.place ? [hiddenColumn('calendar_place', display.place)] : []),
  ];
  const isThere = ({ column, of }: ColumnRef) =>
    sections.fields.some((field) => field.column === column && field.of === of && !field.aggregate);
  return { ...sections, fields: [...sections.fields, ...needed.filter((one) => !isThere(one))] };
}

function hiddenColumn(id: string, ref: ColumnRef): Column {
  return { ...ref, id, label: '', link: false, hidden: true };
}
