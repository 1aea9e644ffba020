import type { JsonObject, Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FormElement, FormElements, FormValue, FormValues } from '#grammar/forms';
import type { Element } from '#grammar/render';
import type { TSchema } from 'typebox';

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
  /** Records that the value points to; checked to exist at save, labelled when viewed. */
  references?(value: Value, settings: JsonObject): readonly Reference[];
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
}

export type Validated<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** The column type that a value is cast to, and where in the value it stands. */
export interface SqlValue {
  readonly type: 'text' | 'numeric' | 'boolean' | 'date' | 'timestamptz' | 'uuid';
  /** Key inside the value object, e.g. `value`, `target_id`, `start`. */
  readonly key: string;
}

export interface Reference {
  readonly type: ReferenceType;
  readonly id: string;
  /** Where in the value it stands: `/target_id`, `/file_id`. */
  readonly pointer: string;
  /** Kinds that are allowed: item types, vocabularies by name; empty is any. */
  readonly bundles: readonly string[];
}
export type ReferenceType = 'item' | 'term' | 'user' | 'file';

/** An item type, a vocabulary: its machine name, and what people call it. */
export interface ReferenceKind {
  readonly value: string;
  readonly label: string;
}
/** By what can be pointed to, the kinds that there are. */
export type ReferenceKinds = ReadonlyMap<ReferenceType, readonly ReferenceKind[]>;

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
  /** `kinds` are there to choose from. */
  form(settings: JsonObject, kinds?: ReferenceKinds): FormElements;
  /** Settings from the form's values; unknown keys are left out. */
  parse(values: FormValues): JsonObject;
  /** With `kinds` those that the settings name have to be among them. */
  validate(settings: JsonObject, kinds?: ReferenceKinds): readonly Problem[];
}

/** What widgets, formatters and plain text may ask about the world. */
export interface FieldView {
  readonly ctx: RequestContext;
  readonly settings: JsonObject;
  readonly resolve: ResolveReference;
}

export interface WidgetView extends FieldView {
  readonly label: string;
  readonly help: string;
  readonly required: boolean;
  /** The label is for screen readers only: the value is one of several under one heading. */
  readonly labelHidden?: boolean;
  readonly widgetSettings: JsonObject;
  /** Text formats that this actor may use. */
  readonly formats: readonly { readonly value: string; readonly label: string }[];
  /** What there is to choose from, for widgets with `choices`. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

/** How a value is entered. */
export interface Widget<Value> {
  readonly label: string;
  readonly settings?: SettingsDefinition;
  /** Records that the widget lists; they are loaded first and stand in the view's `choices`. */
  choices?(settings: JsonObject): { type: ReferenceType; bundles: readonly string[] };
  /** One form element (often a group) for one value; undefined for an empty one. */
  build(value: Value | undefined, view: WidgetView): FormElement;
  /** What was entered, as input for `validate`; undefined when it is empty. */
  parse(entered: FormValue, settings: JsonObject): unknown;
  /** The widget takes all values of a multi-value field at once (checkboxes). */
  readonly many?: {
    build(values: readonly Value[], view: WidgetView): FormElement;
    parse(entered: FormValue, settings: JsonObject): readonly unknown[];
  };
}

/** How a value is shown. */
export interface Formatter<Value> {
  readonly label: string;
  readonly settings?: SettingsDefinition;
  build(value: Value, view: FieldView & { readonly formatterSettings: JsonObject }): Element;
}

/** Every field type there is; rooms and plugins register theirs. */
export interface FieldTypes {
  register(type: FieldType): void;
  find(name: string): FieldType | undefined;
  /** Throws `NotFound` for an unknown one. */
  get(name: string): FieldType;
  list(): readonly FieldType[];
}
