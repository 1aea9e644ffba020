import type { Problem } from '#base';
import { InvalidPreview } from '../stage-errors.ts';
import type { PreviewInput } from './preview.ts';

/** A week is enough for most; nobody remembers who has a link after three months. */
export const PREVIEW_DAYS = { default: 7, most: 90 };
export const LONGEST_NOTE = 200;

/** The input, with every default. Throws `InvalidPreview` with every problem. */
export function checkPreview({ days = PREVIEW_DAYS.default, note = '' }: PreviewInput): {
  readonly days: number;
  readonly note: string;
} {
  const problems: Problem[] = [];
  const isCount = typeof days === 'number' && Number.isInteger(days);
  if (!isCount || days < 1 || days > PREVIEW_DAYS.most)
    problems.push({
      pointer: '/days',
      code: 'range',
      message: `must be a whole number from 1 to ${PREVIEW_DAYS.most}`,
    });
  if (typeof note !== 'string' || note.includes('\0') || !note.isWellFormed())
    problems.push({ pointer: '/note', code: 'type', message: 'must be a text' });
  else if (note.trim().length > LONGEST_NOTE)
    problems.push({
      pointer: '/note',
      code: 'too_long',
      message: `has at most ${LONGEST_NOTE} characters`,
    });
  if (problems.length > 0 || !isCount || typeof note !== 'string')
    throw new InvalidPreview(problems);
  return { days, note: note.trim() };
}
