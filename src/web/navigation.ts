import { type Actor, can } from '#grammar/access';
import type { PageRoute, Section } from '#grammar/routes';

/** A section of the administration, and where it is. */
export interface SectionLink extends Section {
  readonly url: string;
}

/** The sections of the administration that `actor` may open, in order. */
export type Navigation = (actor: Actor) => readonly SectionLink[];

export function createNavigation(pages: readonly PageRoute[]): Navigation {
  const sections = pages
    .flatMap((page) => (page.section ? [{ page, link: { ...page.section, url: page.path } }] : []))
    .sort((a, b) => a.link.weight - b.link.weight);
  return (actor) =>
    actor.kind === 'anonymous'
      ? []
      : sections
          .filter(
            ({ page: { permission }, link }) =>
              (permission === undefined || can(actor, permission)) &&
              (link.allows?.(actor) ?? true),
          )
          .map(({ link }) => link);
}
