import type { FormOutcome } from '#grammar/forms';
import type { PageRequest, PageView } from '#grammar/routes';
import { Conflict } from '#base';
import type { TextFormat } from '#grammar/formats';
import { FormatNotFound } from '../format-errors.ts';
import type { Formats } from '../formats.ts';

export const LIST = '/admin/formats';
const ADMIN = { url: '/admin', label: 'Administration' };

/** What stands around a form of this room. */
export function frame(
  title: string,
  more: Partial<Omit<PageView, 'kind' | 'body' | 'status'>> = {},
): Omit<PageView, 'kind' | 'body' | 'status'> {
  const breadcrumb = [ADMIN, { url: LIST, label: 'Text formats' }];
  return { title, theme: 'admin', breadcrumb, ...more };
}

/** The format that the address names. */
export function formatOf(formats: Pick<Formats, 'list'>, { params }: PageRequest): TextFormat {
  const found = formats.list().find(({ name }) => name === params['format']);
  if (!found) throw new FormatNotFound();
  return found;
}

/** A conflict is said on the form, where what was entered still stands. */
export function refused(error: unknown): FormOutcome {
  if (!(error instanceof Conflict)) throw error;
  const { code, message } = error;
  return { kind: 'again', problems: [{ pointer: '', code, message }] };
}
