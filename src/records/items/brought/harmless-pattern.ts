import { isObject } from '#base';
import type { FieldTypes } from '#grammar/fields';

/** The longest text that a pattern of a plugin is held against, and so the most repetitions. */
const LONGEST = 255;
const MOST_ALTERNATIVES = 50;
/** Comparisons of a sign, over all ways to divide a text among the parts of a pattern. */
const MOST_STEPS = 300_000;

/** A part of one sign, and how often it may stand: `?`, `*`, `+`, `{2}`, `{2,}`, `{2,4}`. */
const PART = /[^*+?{}](?:([*+?])|\{(\d+)(,?)(\d*)\})?\??/g;

/**
 * Why a regular expression of a plugin is refused; undefined: it is fine. A plugin may not hold up
 * the site with one that takes for ever: so there are no groups, only one part may be of any
 * length, and the ways in which a text can be divided among the parts are counted.
 */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > 200) return 'it is longer than 200 characters';
  const plain = pattern.replaceAll(/\\[^1-9kpPuxc]/g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
  if (/[()\\[\]]/.test(plain)) return 'it has a group or an escape that is not taken from plugins';
  if ((plain.match(/[*+]|\{\d+,\}/g)?.length ?? 0) > 1)
    return 'more than one of its parts may be of any length';
  const alternatives = plain.split('|');
  if (alternatives.length > MOST_ALTERNATIVES)
    return `it has more than ${MOST_ALTERNATIVES} alternatives`;
  return alternatives.reduce((sum, one) => sum + mostSteps(one), 0) > MOST_STEPS
    ? 'its parts can be repeated in too many ways'
    : undefined;
}

/** Every way to repeat the parts, each times the signs that are compared in it. */
function mostSteps(alternative: string): number {
  let ways = 1;
  let signs = 1;
  for (const [, sign, from = '', comma, to] of alternative.matchAll(PART)) {
    const fewest = from === '' ? Number(sign === undefined || sign === '+') : Number(from);
    const unlimited = sign === '*' || sign === '+' || (comma && !to);
    const most = sign === '?' ? 1 : unlimited ? LONGEST : Number(to || fewest);
    ways *= Math.max(0, Math.min(most, LONGEST) - fewest) + 1;
    signs += Math.max(1, Math.min(fewest, LONGEST));
  }
  return ways * Math.min(signs, LONGEST);
}

/** Why the settings that a plugin gives a field are refused; also those of fields inside it. */
export function patternRefusal(
  fieldTypes: FieldTypes,
  type: unknown,
  given: { readonly [setting: string]: unknown },
): string | undefined {
  const defaults = typeof type === 'string' ? fieldTypes.find(type)?.settings.defaults : undefined;
  const { pattern = defaults?.['pattern'], fields } = given;
  if (typeof pattern === 'string' && pattern !== '') {
    const why = patternProblem(pattern);
    if (why !== undefined) return `its pattern is refused: ${why}`;
    // What a type fixes wins over what is given.
    const lengths = [given['max_length'] ?? LONGEST, defaults?.['max_length'] ?? LONGEST];
    if (lengths.some((length) => typeof length !== 'number' || length > LONGEST))
      return `with a pattern, its max_length is at most ${LONGEST}`;
  }
  if (!Array.isArray(fields)) return undefined;
  for (const field of fields) {
    const settings = isObject(field) ? field['settings'] : undefined;
    const why =
      isObject(field) && isObject(settings)
        ? patternRefusal(fieldTypes, field['type'], settings)
        : undefined;
    if (why !== undefined) return why;
  }
  return undefined;
}
