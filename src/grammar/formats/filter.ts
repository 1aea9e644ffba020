import type { JsonObject, Problem } from '#base';
import type { FormElements } from '#grammar/forms';
import type { AllowedTags } from './safe-tags.ts';

/** One step of a text format: HTML (or text at first) in, HTML out. Everything about it is here. */
export interface Filter {
  /** `line_breaks`: what formats name it by. */
  readonly name: string;
  readonly label: string;
  /** What it does, for people who choose. */
  readonly description: string;
  /** What it is set to where nobody set anything. */
  readonly defaults: JsonObject;
  /** The elements that its settings are entered in; none: there is nothing to set. */
  elements(settings: JsonObject): FormElements;
  /**
   * Settings as they are kept, from what was entered or stored, and what is wrong with them, with
   * pointers to the settings. What is missing has its default, what is not known is left out.
   */
  read(input: JsonObject): ReadSettings<JsonObject>;
  /** What it means for somebody who writes, as a sentence; undefined: nothing to know. */
  tip(settings: JsonObject): string | undefined;
  /** What it adds to texts, which is let through besides what is allowed. */
  produces(settings: JsonObject): AllowedTags;
  /** What it works on: of no use where these tags are not allowed. */
  needs(settings: JsonObject): AllowedTags;
  /** Attributes that it reads and takes away: nobody sees them, and who writes may use them. */
  reads(settings: JsonObject): AllowedTags;
  /** The tags that it leaves, for a filter that does just that; others leave all that are safe. */
  allows?(settings: JsonObject): AllowedTags;
  apply(text: string, settings: JsonObject): string;
}

export interface ReadSettings<Settings> {
  readonly settings: Settings;
  readonly problems: readonly Problem[];
}

/** A filter as it is written: what it does not say is left at nothing. */
export interface FilterParts<Settings extends JsonObject> {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  readonly defaults: Settings;
  elements?(settings: Settings): FormElements;
  read?(input: JsonObject): ReadSettings<Settings>;
  tip?(settings: Settings): string | undefined;
  produces?(settings: Settings): AllowedTags;
  needs?(settings: Settings): AllowedTags;
  reads?(settings: Settings): AllowedTags;
  allows?(settings: Settings): AllowedTags;
  apply?(text: string, settings: Settings): string;
}

/** Declares a filter; its functions are always given settings that were read. */
export function defineFilter<Settings extends JsonObject>(parts: FilterParts<Settings>): Filter {
  const { name, label, description, defaults } = parts;
  const read = (input: JsonObject) => parts.read?.(input) ?? { settings: defaults, problems: [] };
  const settled = (input: JsonObject) => read(input).settings;
  const allows = parts.allows?.bind(parts);
  return {
    name,
    label,
    description,
    defaults,
    read,
    elements: (settings) => parts.elements?.(settled(settings)) ?? {},
    tip: (settings) => parts.tip?.(settled(settings)),
    produces: (settings) => parts.produces?.(settled(settings)) ?? {},
    needs: (settings) => parts.needs?.(settled(settings)) ?? {},
    reads: (settings) => parts.reads?.(settled(settings)) ?? {},
    ...(allows ? { allows: (settings: JsonObject) => allows(settled(settings)) } : {}),
    apply: (text, settings) => parts.apply?.(text, settled(settings)) ?? text,
  };
}
