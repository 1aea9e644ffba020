import type { Json, JsonObject } from '#base';
import { SafeHtml } from '#grammar/render';
import { type Tokens, withoutMarks } from './tokens.ts';

/**
 * What a template may be given. Nothing undefined or null, which the engine would print as
 * "none": what is missing is '' or false.
 */
export type TemplateValue =
  | string
  | number
  | boolean
  | SafeHtml
  | readonly TemplateValue[]
  | { readonly [name: string]: TemplateValue };
export type TemplateValues = { readonly [name: string]: TemplateValue };

type Plain = string | number | boolean | Plain[] | { [name: string]: Plain };

/** `values` as the engine gets them; only those named by `used`, if that is known. */
export function plainValues(
  values: TemplateValues,
  tokens: Tokens,
  used: ReadonlySet<string> | undefined,
): { readonly [name: string]: Plain } {
  const out: { [name: string]: Plain } = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined && used?.has(name) !== false) out[name] = plainValue(value, tokens);
  }
  return out;
}

/** `value` as the engine gets it: safe parts as tokens, everything else without their marks. */
function plainValue(value: TemplateValue, tokens: Tokens): Plain {
  if (typeof value === 'string') return withoutMarks(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof SafeHtml) return tokens.hold(value);
  if (Array.isArray(value)) {
    return value.map((inner: TemplateValue) => plainValue(inner, tokens));
  }
  const out: { [name: string]: Plain } = {};
  for (const [name, inner] of Object.entries(value)) out[name] = plainValue(inner, tokens);
  return out;
}

/**
 * `values` with what plugins add for templates, under names of their own: a name that is taken
 * stays what it is, and nothing in what they add is ever HTML.
 */
export function withExtra(values: TemplateValues, extra: JsonObject | undefined): TemplateValues {
  if (extra === undefined) return values;
  const added = Object.entries(extra).filter(([name]) => /^[a-z_]\w*$/i.test(name));
  return {
    ...Object.fromEntries(added.map(([name, value]) => [name, asTemplateValue(value)])),
    ...values,
  };
}

/** JSON as a template may be given it. */
export function asTemplateValue(value: Json): TemplateValue {
  if (value === null) return '';
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map(asTemplateValue);
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, asTemplateValue(inner)]),
  );
}

function isList(value: JsonObject | readonly Json[]): value is readonly Json[] {
  return Array.isArray(value);
}
