import { isObject, type JsonObject } from '#base';
import type { Field, ItemType } from './item-type.ts';

/** A field from what was stored of it, whatever an older version left out. */
export function readField(name: string, stored: { readonly [part: string]: unknown }): Field {
  const widget = objectOf(stored['widget']);
  const formatter = objectOf(stored['formatter']);
  return {
    name,
    fieldType: textOf(stored['fieldType']),
    cardinality: numberOf(stored['cardinality'], 1),
    label: textOf(stored['label']),
    help: textOf(stored['help']),
    required: stored['required'] === true,
    weight: numberOf(stored['weight'], 0),
    widget: { name: textOf(widget['name']), settings: objectOf(widget['settings']) },
    formatter: {
      name: textOf(formatter['name']),
      settings: objectOf(formatter['settings']),
      label: labelDisplay(formatter['label']),
      teaser: formatter['teaser'] === true,
      ...teaserAs(formatter['teaser_as']),
    },
    settings: objectOf(stored['settings']),
  };
}

export function typeSettings(stored: {
  readonly [setting: string]: unknown;
}): ItemType['settings'] {
  return {
    published: stored['published'] !== false,
    promoted: stored['promoted'] === true,
    byline: stored['byline'] !== false,
  };
}

function labelDisplay(value: unknown): Field['formatter']['label'] {
  return value === 'inline' || value === 'hidden' ? value : 'above';
}
function teaserAs(value: unknown): Pick<Field['formatter'], 'teaser_as'> {
  if (value === undefined) return {};
  if (!isObject(value)) return { teaser_as: null };
  return { teaser_as: { name: textOf(value['name']), settings: objectOf(value['settings']) } };
}
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
function objectOf(value: unknown): JsonObject {
  // What was read from a jsonb column is JSON.
  return isObject(value) ? (value as JsonObject) : {};
}
