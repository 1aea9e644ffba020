import { converter, formatHex, interpolate, type Oklch, parse, wcagContrast } from 'culori';

/** Light or dark. */
export type Mode = 'light' | 'dark';
export const MODES = ['light', 'dark'] as const;

const toOklch = converter('oklch');

/** `#rrggbb`, or undefined when that is no CSS colour. What a screen cannot show is brought near. */
export function hexOf(colour: string): string | undefined {
  const parsed = parse(colour);
  return parsed === undefined ? undefined : formatHex(parsed);
}

/** WCAG's contrast of two colours: 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return wcagContrast(one, other);
}

/** `share` of `other` in `one`: 0 to 1. */
export function mixed(one: string, other: string, share: number): string {
  return formatHex(interpolate([one, other], 'oklab')(share));
}

/** The colour so much lighter (or, below 0, darker), of 1 from black to white. */
export function lighter(colour: string, by: number): string {
  const oklch = toOklch(colour);
  if (oklch === undefined) return colour;
  const moved: Oklch = { ...oklch, l: Math.min(1, Math.max(0, oklch.l + by)) };
  return formatHex(moved);
}
