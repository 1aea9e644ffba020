import { type FieldValues, valuesIn } from './field-values.ts';
import type { Field } from './fields/field.ts';
import type { ItemApi } from './host.ts';
import type { JsonObject } from './json.ts';
import { asking } from './refused.ts';

/** A piece of content. */
export interface Item {
  readonly id: string;
  /** The machine name of its type: `article`. */
  readonly type: string;
  readonly title: string;
  /** Whether everybody may see it. */
  readonly published: boolean;
  /** The id of who wrote it. */
  readonly authorId: string;
  readonly created: Date;
  /** What a field holds: `item.get(longText('body'))`. */
  get<Got>(field: Field<Got>): Got;
  /**
   * All that a field holds that is text, a paragraph for each; '' for an empty field. Of a long
   * text it is what was entered, with its markup.
   */
  text(field: string): string;
  /** The names of the fields that hold something. Needs `data_mode = "full"`. */
  readonly fieldNames: readonly string[];
  /** Needs `data_mode = "full"`. */
  readonly authorName: string;
}

/** An item that is about to be seen. */
export interface ShownItem extends Item {
  /** The whole item, or what lists show of it. */
  readonly viewMode: 'full' | 'teaser';
}

/** All of an item, as the kernel hands it over where the manifest says `data_mode = "full"`. */
export interface ItemInput {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly published: boolean;
  readonly author_id: string;
  readonly author_name: string;
  /** ISO 8601. */
  readonly created: string;
  readonly fields: FieldValues;
}

/** What a tap is asked about. */
export interface ItemQuestion {
  readonly item?: ItemInput;
  /** By which the parts of an item are asked for that is not handed over. */
  readonly handle?: number;
}

export interface ShownItemInput extends ItemQuestion {
  readonly view_mode: 'full' | 'teaser';
}

export function shownItem(input: ShownItemInput, api: ItemApi): ShownItem {
  // Not spread: the parts of an item behind a handle are asked for when they are wanted.
  return Object.assign(itemAsked(input, api), { viewMode: input.view_mode });
}

export function itemAsked({ item, handle = 0 }: ItemQuestion, api: ItemApi): Item {
  return item ? itemOf(item) : itemBehind(handle, api);
}

export function itemOf(input: ItemInput): Item {
  const stored = (name: string): readonly JsonObject[] =>
    valuesIn(Object.hasOwn(input.fields, name) ? input.fields[name] : undefined);
  return {
    id: input.id,
    type: input.type,
    title: input.title,
    published: input.published,
    authorId: input.author_id,
    authorName: input.author_name,
    created: new Date(input.created),
    fieldNames: Object.keys(input.fields).filter((name) => stored(name).length > 0),
    get: (field) => field.read(stored(field.name)),
    text: (name) => textOf(stored(name)),
  };
}

function itemBehind(handle: number, api: ItemApi): Item {
  const stored = (name: string): readonly JsonObject[] => {
    const json = asking(() => api.getJson(handle, name));
    return json === null ? [] : valuesIn(JSON.parse(json));
  };
  return {
    get id() {
      return asking(() => api.id(handle));
    },
    get type() {
      return asking(() => api.itemType(handle));
    },
    get title() {
      return asking(() => api.title(handle));
    },
    get published() {
      return asking(() => api.published(handle));
    },
    get authorId() {
      return asking(() => api.author(handle));
    },
    get created() {
      return new Date(asking(() => api.created(handle)));
    },
    get authorName() {
      return needsAll('authorName');
    },
    get fieldNames() {
      return needsAll('fieldNames');
    },
    get: (field) => field.read(stored(field.name)),
    text: (name) => textOf(stored(name)),
  };
}

function needsAll(what: string): never {
  throw new Error(
    `item.${what} needs the whole item: write data_mode = "full" in a table of the tap, [taps.NAME], of the manifest.`,
  );
}

export function textOf(values: readonly JsonObject[]): string {
  const texts = values.map(({ value }) => (typeof value === 'string' ? value : ''));
  return texts.filter(Boolean).join('\n\n');
}
