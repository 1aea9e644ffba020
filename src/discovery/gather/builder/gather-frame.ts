import { Conflict, InvalidInput } from '#base';
import type { FormOutcome } from '#grammar/forms';
import type { PageRequest, PageView } from '#grammar/routes';
import type { Gathers } from '../gathers.ts';
import type { SavedGather } from '../store/saved-gather.ts';

export const LIST = '/admin/gathers';
export const ADMINISTER = 'administer gathers';

type Frame = Omit<PageView, 'kind' | 'body' | 'status'>;

/** What stands around a screen of this room. */
export function frame(title: string, more: Partial<Frame> = {}): Frame {
  const breadcrumb = [
    { url: '/admin', label: 'Administration' },
    { url: LIST, label: 'Gather' },
  ];
  return { title, theme: 'admin', breadcrumb, ...more };
}

/** The gather that the address names; throws `NotFound`. */
export function gatherOf(gathers: Pick<Gathers, 'get'>, { ctx, params }: PageRequest): SavedGather {
  return gathers.get(params['gather'] ?? '', ctx.stage);
}

/** Screens of one gather. */
export function tabsOf(name: string, active: 'edit' | 'yaml'): NonNullable<Frame['tabs']> {
  return [
    { url: `${LIST}/${name}/edit`, label: 'Build', active: active === 'edit' },
    { url: `${LIST}/${name}/yaml`, label: 'As text', active: active === 'yaml' },
  ];
}

/** Says what is wrong on a form that has no element for each part of a definition. */
export function refused(error: unknown): FormOutcome {
  if (error instanceof Conflict) {
    return { kind: 'again', problems: [{ pointer: '', code: error.code, message: error.message }] };
  }
  if (!(error instanceof InvalidInput)) throw error;
  const problems = error.problems.map(({ pointer, code, message }) => ({
    pointer: '',
    code,
    message: pointer === '' ? message : `${placeInWords(pointer)}: ${message}`,
  }));
  return { kind: 'again', problems };
}

/** `/displays/0/path` as “displays, 1st, path”. */
export function placeInWords(pointer: string): string {
  return pointer
    .slice(1)
    .split('/')
    .map((part) => (/^\d+$/.test(part) ? `no. ${Number(part) + 1}` : part.replaceAll('_', ' ')))
    .join(', ');
}

/** Where a display is edited; undefined: what all share. */
export function builderUrl(gather: string, display: string | undefined): string {
  const query = display === undefined ? '' : `?display=${encodeURIComponent(display)}`;
  return `${LIST}/${gather}/edit${query}`;
}
