import { type Actor, can } from '#grammar/access';
import type { PageRoute } from '#grammar/routes';
import type { NavigationLink } from './drawing.ts';

/** The sections of the administration that `actor` may open; `path` is where one is. */
export type Navigation = (actor: Actor, path: string) => readonly NavigationLink[];

export function createNavigation(pages: readonly PageRoute[]): Navigation {
  const sections = pages
    .flatMap((page) => (page.section ? [{ ...page, section: page.section }] : []))
    .sort((a, b) => a.section.weight - b.section.weight);
  return (actor, path) => {
    if (actor.kind === 'anonymous') return [];
    return sections
      .filter(
        ({ permission, section }) =>
          (permission === undefined || can(actor, permission)) && (section.allows?.(actor) ?? true),
      )
      .map(({ path: url, section: { label, icon, description } }) => ({
        url,
        label,
        icon,
        description,
        active: path === url || path.startsWith(`${url}/`),
      }));
  };
}
