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

/** `value` as the engine gets it: safe parts as tokens, everything else without their marks. */
export function plainValue(value: TemplateValue, tokens: Tokens): Plain {
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
