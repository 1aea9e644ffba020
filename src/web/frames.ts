import type { Clock } from '#base';
import type { Actor } from '#grammar/access';
import type { MenuLink, SiteView } from '#grammar/theme';
import type { SiteInformation } from '#records/site';
import type { FastifyRequest } from 'fastify';
import { baseUrlOf } from './base-url.ts';
import type { Navigation, SectionLink } from './navigation.ts';

/**
 * Makes what stands around a page for one visitor. It asks no database: the page that says that
 * the database is down is drawn with it too.
 */
export type Frames = (request: FastifyRequest, actor: Actor | undefined) => SiteView;

export function createFrames(options: {
  readonly site: () => SiteInformation;
  readonly navigation: Navigation;
  readonly mainMenu: (actor: Actor) => readonly MenuLink[];
  readonly clock: Clock;
  readonly baseUrl: string | undefined;
  readonly isSetUp: () => boolean;
}): Frames {
  const { site, navigation, mainMenu, clock, baseUrl, isSetUp } = options;
  return (request, actor) => {
    const adminMenu = actor === undefined ? [] : navigation(actor);
    return {
      ...site(),
      url: request.url,
      origin: baseUrlOf(request, baseUrl),
      locale: 'en',
      now: clock.now(),
      mainMenu: actor === undefined ? [] : mainMenu(actor),
      // Before the site is set up nobody has an account.
      userMenu: actor === undefined || !isSetUp() ? [] : userMenu(actor, adminMenu),
      adminMenu: adminMenu.filter(({ aside }) => aside !== true),
    };
  };
}

function userMenu(actor: Actor, sections: readonly SectionLink[]): readonly MenuLink[] {
  if (actor.kind === 'anonymous') return [{ url: '/user/login', label: 'Sign in', icon: 'log-in' }];
  return [
    ...workOf(sections),
    { url: `/user/${actor.id}`, label: actor.name, icon: 'user' },
    { url: '/user/logout', label: 'Sign out', icon: 'log-out', post: true },
  ];
}

/** The way to what one may do; to each part of it where none of it is in the administration. */
function workOf(sections: readonly SectionLink[]): readonly MenuLink[] {
  if (sections.some(({ url }) => url.startsWith('/admin/'))) {
    return [{ url: '/admin', label: 'Administration', icon: 'settings' }];
  }
  return sections.map(({ url, label, icon }) => ({ url, label, icon }));
}

/** `url` without its query. */
export function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
