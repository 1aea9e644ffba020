import type { JsonObject, Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { WrittenHtml } from '#grammar/formats';
import type { FormElement, FormElements, FormValue, FormValues } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { TSchema } from 'typebox';
import type { DerivedFieldType } from './derived-type.ts';
import type { FieldDefinition } from './field-definition.ts';

/**
 * One kind of field: everything the program knows about its values stands here. A value is the
 * JSON object that is stored, e.g. `{ "value": "…" }`; a field of cardinality other than 1 is an
 * array of them.
 */
export interface FieldType<Value extends JsonObject = JsonObject> {
  /** `text`, `date_range` … */
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** A lucide icon for the "add field" screen. */
  readonly icon: string;
  /** Fields that are of it stay, and there are to be no new ones: what brought it is off. */
  readonly off?: true;
  /** A value as it is stored, for messages and documentation. */
  readonly example: JsonObject;
  /** Settings of the field, with defaults; checked when the field is saved. */
  readonly settings: SettingsDefinition;
  /** JSON Schema of one value, for OpenAPI; made from the settings (allowed values, lengths). */
  schema(settings: JsonObject): TSchema;
  /**
   * The one validator. Answers the value as it will be stored (trimmed, normalised), or what is
   * wrong with pointers inside the value (`/value`, `/end`).
   */
  validate(input: unknown, settings: JsonObject): Validated<Value>;
  /** The fields inside the value, where it is made of such. */
  parts?(settings: JsonObject): readonly FieldDefinition[];
  /**
   * What a change of settings leaves of a value, and why the rest is lost, for values with parts
   * that can be lost one by one; left out: `validate` with the new settings takes all or nothing.
   */
  convert?(
    value: Value,
    change: SettingsChange,
  ): { readonly value: Value; readonly lost: readonly string[] };
  /** Records that the value points to; checked to exist at save, labelled when viewed. */
  references?(value: Value, settings: JsonObject): readonly Reference[];
  /** Records that a text names by their addresses; it may also name what is not there. */
  mentions?(value: Value, settings: JsonObject): readonly Mention[];
  /**
   * At save, after all references were found: checks the value against the records it points to
   * (a file's ending and size) and adds what only they know (an image's width and height).
   */
  settle?(value: Value, settings: JsonObject, resolve: ResolveReference): Validated<Value>;
  /** Text formats that the value uses; the actor must be allowed to use them. */
  formats?(value: Value, settings: JsonObject): readonly UsedFormat[];
  /** Whether the value counts as empty: a required field refuses it, others drop it. */
  isEmpty(value: Value): boolean;
  /** Order of two values, as SQL orders them by `sql`. */
  compare(a: Value, b: Value): number;
  /** How SQL reads the value for filters, sorts and indexes; undefined: it cannot be sorted. */
  readonly sql?: SqlValue;
  /** Other parts of the value that can be filtered and sorted by, by their keys. */
  readonly sqlParts?: {
    readonly [key: string]: Pick<SqlValue, 'type'> & { readonly label: string };
  };
  /** As a line of plain text: search, CSV, differences, mail. */
  toText(value: Value, view: FieldView): string;
  /**
   * The value that a cell of CSV or a line of text means, for `validate` to check; undefined for
   * an empty one.
   */
  fromText(text: string, settings: JsonObject): unknown;
  /** The first is the default. */
  readonly widgets: { readonly [name: string]: Widget<Value> };
  /** The first is the default. */
  readonly formatters: { readonly [name: string]: Formatter<Value> };
  /** How teasers show a value where the field says nothing of it; undefined: as in full. */
  readonly teaser?: ChosenWay;
}

/** One of a field type's widgets or formatters, by name, with its settings. */
export type ChosenWay = { readonly name: string; readonly settings: JsonObject };

export type Validated<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** A change of the settings of a field. */
export interface SettingsChange {
  readonly ctx: RequestContext;
  /** undefined: nobody knows any more. */
  readonly before: JsonObject | undefined;
  readonly after: JsonObject;
}

/** The column type that a value is cast to, and where in the value it stands. */
export interface SqlValue {
  readonly type: 'text' | 'numeric' | 'boolean' | 'date' | 'timestamptz' | 'uuid';
  /** Key inside the value object, e.g. `value`, `target_id`, `start`. */
  readonly key: string;
}

export interface Reference {
  readonly type: ReferenceType;
  /** '' where `name` says which one. */
  readonly id: string;
  /** Where in the value it stands: `/target_id`, `/file_id`. */
  readonly pointer: string;
  /** What it is called, instead of an id: it is found by that at save, or made. */
  readonly name?: string;
  /** Kinds that are allowed: item types, vocabularies by name; empty is any. */
  readonly bundles: readonly string[];
}
/** A record that a text names: nothing is checked, for it is only text. */
export type Mention = Pick<Reference, 'type' | 'id'>;
export type ReferenceType = 'item' | 'term' | 'user' | 'file';

/** An item type, a vocabulary: its machine name, and what people call it. */
export interface ReferenceKind {
  readonly value: string;
  readonly label: string;
}
/** By what can be pointed to, the kinds that there are. */
export type ReferenceKinds = ReadonlyMap<ReferenceType, readonly ReferenceKind[]>;

/** What the site has that settings of fields name. */
export interface SiteChoices {
  readonly kinds: ReferenceKinds;
  /** Text formats: the name and what people call it, in order. */
  readonly formats: readonly { readonly value: string; readonly label: string }[];
}

/** undefined: it is gone, or this actor may not see it. */
export type ResolveReference = (type: ReferenceType, id: string) => ResolvedReference | undefined;

/** A text format that a value names. */
export interface UsedFormat {
  readonly format: string;
  /** The text that it is used for. */
  readonly text: string;
  /** Where in the value it stands: `/format`. */
  readonly pointer: string;
}

/** What a reference turned out to be, for those who may see it. */
export interface ResolvedReference {
  readonly label: string;
  /** The id of what it became a part of; a save refers to that. */
  readonly movedTo?: string;
  readonly url?: string;
  readonly bundle?: string;
  /** For files. */
  readonly mime?: string;
  readonly size?: number;
  /** For images. */
  readonly width?: number;
  readonly height?: number;
}

/** Settings as data: a form to enter them and a check that they make sense. */
export interface SettingsDefinition {
  readonly defaults: JsonObject;
  /** For documentation, where the defaults do not show what a setting looks like. */
  readonly example?: JsonObject;
  /** Settings that take in these texts, for a field of another kind that holds them. */
  propose?(texts: readonly string[]): JsonObject;
  /** `site` is there to choose from. */
  form(settings: JsonObject, site?: SiteChoices): FormElements;
  /** Settings from the form's values; unknown keys are left out. */
  parse(values: FormValues): JsonObject;
  /** With `site` what the settings name has to be there. */
  validate(settings: JsonObject, site?: SiteChoices): readonly Problem[];
}

/** What widgets, formatters and plain text may ask about the world. */
export interface FieldView {
  readonly ctx: RequestContext;
  readonly settings: JsonObject;
  readonly resolve: ResolveReference;
  /**
   * For people, plain text has times as clocks in this zone show them; without it, for programs,
   * as they are stored.
   */
  readonly timeZone?: string;
}

export interface WidgetView extends FieldView {
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  /** The label is for screen readers only: the value is one of several under one heading. */
  readonly labelHidden?: boolean;
  readonly widgetSettings: JsonObject;
  /** There is no value, and none comes of leaving the element as it is, not even of a switch. */
  readonly staysEmpty?: boolean;
  /** The site's, in which times are entered: `Europe/Berlin`. */
  readonly timeZone: string;
  /** Text formats that this actor may use; `help` says what is allowed in each. */
  readonly formats: readonly {
    readonly value: string;
    readonly label: string;
    readonly help?: string;
    /** What an editor may write in it; undefined: it is not written as HTML. */
    readonly html?: WrittenHtml;
  }[];
  /** Whether a text in this format must stay as it is; left out: in every one not in `formats`. */
  locks?(format: string): boolean;
  /** What there is to choose from, for widgets with `choices`. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** What it takes to know what was entered. */
export type EntryView = Pick<WidgetView, 'settings' | 'timeZone'>;

/** How a value is entered. */
export interface Widget<Value> {
  readonly label: string;
  readonly settings?: SettingsDefinition;
  /** Records that the widget lists; they are loaded first and stand in the view's `choices`. */
  choices?(settings: JsonObject): { type: ReferenceType; bundles: readonly string[] };
  /** Of what was left as it is a value comes too, as of a switch that is off: it says little. */
  readonly alwaysAnswers?: true;
  /**
   * One form element (often a group) for one value; undefined for an empty one. What `parse` makes
   * of it untouched is the value again. There are the same elements whatever the value is: when it
   * is sent, the value may be another.
   */
  build(value: Value | undefined, view: WidgetView): FormElement;
  /** What was entered, as input for `validate`; undefined when it is empty. */
  parse(entered: FormValue, view: EntryView): unknown;
  /** The widget takes all values of a multi-value field at once (checkboxes). */
  readonly many?: {
    build(values: readonly Value[], view: WidgetView): FormElement;
    parse(entered: FormValue, view: EntryView): readonly unknown[];
  };
}

/** How a value is shown. */
export interface Formatter<Value> {
  readonly label: string;
  readonly settings?: SettingsDefinition;
  build(value: Value, view: FieldView & { readonly formatterSettings: JsonObject }): Element;
}

/** Every field type there is. */
export interface FieldTypes {
  register(type: FieldType): void;
  /** From now on these are there besides those registered, in place of those derived before. */
  derive(types: readonly DerivedFieldType[]): void;
  /** All of these and `types`, which are not known otherwise yet. */
  with(types: readonly DerivedFieldType[]): FieldTypes;
  find(name: string): FieldType | undefined;
  /** Throws `NotFound` for an unknown one. */
  get(name: string): FieldType;
  /** Those that a new field may be of. */
  list(): readonly FieldType[];
}
