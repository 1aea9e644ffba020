import { oneOf } from './kinds.ts';

/** What buttons and links look like. */
export const LOOKS = ['link', 'primary', 'secondary', 'quiet', 'danger'] as const;
export type Look = (typeof LOOKS)[number];

/** What kind of message or state something is. */
const TONES = ['neutral', 'info', 'positive', 'caution', 'danger'] as const;
export type Tone = (typeof TONES)[number];

export function tone(description: string, more: { default?: Tone } = {}) {
  return oneOf(TONES, description, more);
}

export function headingLevel(description: string, more: { default?: 3 } = {}) {
  return oneOf([1, 2, 3, 4, 5, 6], description, more);
}
