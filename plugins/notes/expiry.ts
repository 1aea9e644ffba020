import type { Context } from '@trovato/plugin-sdk';
import type { Note } from './note.ts';

const DAY = 24 * 60 * 60 * 1000;

/** When a note is over that is to be kept until the end of `day`, such as `2026-01-31`. */
export function endOf(day: string): string | null {
  if (day === '') return null;
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString();
}

/** The last day of a note, as a form shows it. */
export function lastDay(expires: string | null): string {
  if (expires === null) return '';
  return new Date(Date.parse(expires) - DAY).toISOString().slice(0, 10);
}

/** Deletes the notes that are over. */
export function deleteExpired(ctx: Context): void {
  const now = ctx.now().toISOString();
  const count = ctx.db.delete<Note>('note').where('expires', 'le', now).run();
  if (count > 0) ctx.log.info(`${count} notes were over and are deleted.`);
}
