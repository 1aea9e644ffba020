import { type Actor, can } from '#grammar/access';
import type { PageRoute, PageSource, Section } from '#grammar/routes';

/** A section of the administration, and where it is. */
export interface SectionLink extends Section {
  readonly url: string;
}

/** The sections of the administration that `actor` may open, in order. */
export type Navigation = (actor: Actor) => readonly SectionLink[];

export function createNavigation(pages: readonly PageRoute[], changing: PageSource): Navigation {
  const mounted = sectionsOf(pages);
  let seen: readonly PageRoute[] = [];
  let all = mounted;
  const sections = () => {
    const now = changing.pages();
    if (now !== seen) {
      seen = now;
      all = [...mounted, ...sectionsOf(now)].sort((a, b) => a.link.weight - b.link.weight);
    }
    return all;
  };
  return (actor) =>
    actor.kind === 'anonymous'
      ? []
      : sections()
          .filter(
            ({ page: { permission }, link }) =>
              (permission === undefined || can(actor, permission)) &&
              (link.allows?.(actor) ?? true),
          )
          .map(({ link }) => link);
}

function sectionsOf(pages: readonly PageRoute[]) {
  return pages
    .flatMap((page) => (page.section ? [{ page, link: { ...page.section, url: page.path } }] : []))
    .sort((a, b) => a.link.weight - b.link.weight);
}
