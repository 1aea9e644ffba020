import type { Json, JsonObject } from '../json.ts';

/** Which field of an item, and what it holds: `item.get(longText('body'))`. */
export interface Field<Got> {
  readonly name: string;
  /** From all values that the field holds, in order. */
  read(values: readonly JsonObject[]): Got;
}

/** A field as a plugin brings it with an item type, in the words of the kernel. */
export interface DeclaredField {
  readonly name: string;
  readonly field_type: string;
  readonly label: string;
  readonly help?: string;
  readonly required?: boolean;
  /** -1 is any number of values; default 1. */
  readonly cardinality?: number;
  readonly settings?: JsonObject;
  readonly widget?: Way;
  readonly formatter?: Way & {
    readonly label?: LabelPlace;
    readonly teaser?: boolean;
    readonly teaser_as?: Way;
  };
}

interface Way {
  readonly name?: string;
  readonly settings?: JsonObject;
}
type LabelPlace = 'above' | 'inline' | 'hidden';

/** What can be said of a field that a plugin brings; each answers another field. */
export interface Declaring<Self> {
  readonly declared: DeclaredField;
  required(): Self;
  /** What people call it, and where that stands; default: its name, above. */
  labelled(label: string, place?: LabelPlace): Self;
  /** Stands beside it in the form. */
  help(help: string): Self;
  /** Settings of its field type, by the names in docs/fields.md. */
  settings(settings: { readonly [name: string]: Json }): Self;
  /** How it is entered. */
  widget(name: string, settings?: JsonObject): Self;
  /** How it is shown. */
  shown(name: string, settings?: JsonObject): Self;
  /** Lists show it, too; `name`: in another way. */
  inTeaser(name?: string, settings?: JsonObject): Self;
}

/** A field's first value; undefined when it is empty. */
export interface OneValue<Value> extends Field<Value | undefined>, Declaring<OneValue<Value>> {
  /** The same field for all of its values: `item.get(reference('tags').many())`. */
  many(atMost?: number): ManyValues<Value>;
}

export interface ManyValues<Value> extends Field<readonly Value[]>, Declaring<ManyValues<Value>> {}

/** Fields of one type; `type` is one of the kernel's, or one that the plugin brings. */
export function fieldOf<Value>(type: string): (name: string) => OneValue<Value> {
  return (name) => one({ name, field_type: type, label: wordsOf(name) });
}

function one<Value>(declared: DeclaredField): OneValue<Value> {
  // The kernel checks every value by its field type before it is kept.
  const checked = (value: unknown) => value as Value | undefined;
  return {
    name: declared.name,
    read: ([first]) => checked(first),
    many: (atMost = -1) => many<Value>({ ...declared, cardinality: atMost }),
    ...declaring(declared, one<Value>),
  };
}

function many<Value>(declared: DeclaredField): ManyValues<Value> {
  const checked = (value: unknown) => value as Value;
  return {
    name: declared.name,
    read: (values) => values.map(checked),
    ...declaring(declared, many<Value>),
  };
}

function declaring<Self>(
  declared: DeclaredField,
  again: (declared: DeclaredField) => Self,
): Declaring<Self> {
  const { formatter } = declared;
  return {
    declared,
    required: () => again({ ...declared, required: true }),
    labelled: (label, place = 'above') =>
      again({ ...declared, label, formatter: { ...formatter, label: place } }),
    help: (help) => again({ ...declared, help }),
    settings: (settings) => again({ ...declared, settings: { ...declared.settings, ...settings } }),
    widget: (name, settings = {}) => again({ ...declared, widget: { name, settings } }),
    shown: (name, settings = {}) =>
      again({ ...declared, formatter: { ...formatter, name, settings } }),
    inTeaser: (name, settings = {}) =>
      again({
        ...declared,
        formatter: {
          ...formatter,
          teaser: true,
          ...(name === undefined ? {} : { teaser_as: { name, settings } }),
        },
      }),
  };
}

/** `reading_time`: “Reading time”. */
function wordsOf(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ');
}
