import { Conflict, InvalidInput } from '#base';
import type { FormOutcome } from '#grammar/forms';
import type { PageView } from '#grammar/routes';

export const LIST = '/admin/plugins';
const ADMIN = { url: '/admin', label: 'Administration' };

export type Verb = 'enable' | 'disable' | 'update' | 'uninstall';

/** The pattern of the addresses that `pluginPath` makes, without a verb. */
export const PLUGIN = `${LIST}/{plugin}`;

/** Where a plugin is looked at, or something is done with it. Folders may have any name. */
export function pluginPath(name: string, verb?: Verb): string {
  return `${LIST}/${encodeURIComponent(name)}${verb ? `/${verb}` : ''}`;
}

/** What stands around the screens of this room. They are sealed: plugins have no say in them. */
export function frame(
  title: string,
  more: Partial<Omit<PageView, 'kind' | 'body' | 'status'>> = {},
): Omit<PageView, 'kind' | 'body' | 'status'> {
  const breadcrumb = [ADMIN, { url: LIST, label: 'Plugins' }];
  return { title, theme: 'admin', sealed: true, breadcrumb, ...more };
}

/** What stands in the way is said on the form. */
export function refused(error: unknown): FormOutcome {
  if (!(error instanceof Conflict || error instanceof InvalidInput)) throw error;
  const { code, message } = error;
  return { kind: 'again', problems: [{ pointer: '', code, message }] };
}
