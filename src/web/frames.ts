import type { Clock, StageId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { MenuLink, SiteView } from '#grammar/theme';
import type { FindSite } from '#records/site';
import type { StageBar } from '#records/stages';
import type { FastifyRequest } from 'fastify';
import { baseUrlOf } from './base-url.ts';
import type { Navigation, SectionLink } from './navigation.ts';
import { previewBand } from './preview-band.ts';

/**
 * Makes what stands around a page for one visitor. It asks no database: the page that says that
 * the database is down is drawn with it too.
 */
export type Frames = (request: FastifyRequest, actor: Actor | undefined) => SiteView;

export function createFrames(options: {
  readonly site: FindSite;
  readonly navigation: Navigation;
  readonly mainMenu: (actor: Actor, stage?: StageId) => readonly MenuLink[];
  readonly stageBar: (ctx: RequestContext, url: string) => StageBar;
  readonly clock: Clock;
  readonly baseUrl: string | undefined;
  readonly isSetUp: () => boolean;
}): Frames {
  const { site, navigation, mainMenu, stageBar, clock, baseUrl, isSetUp } = options;
  return (request, actor) => {
    const adminMenu = actor === undefined ? [] : navigation(actor);
    const locale = 'en';
    const { ctx, preview } = request.visitor ?? {};
    const information = site(ctx?.stage);
    const stage = ctx === undefined ? {} : stageBar(ctx, request.url);
    const band = previewBand(preview, { ...information, locale }) ?? stage.band;
    return {
      ...information,
      ...(band === undefined ? {} : { band }),
      ...(stage.choice === undefined ? {} : { stageChoice: stage.choice }),
      url: request.url,
      origin: baseUrlOf(request, baseUrl),
      locale,
      now: clock.now(),
      mainMenu: actor === undefined ? [] : mainMenu(actor, ctx?.stage),
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
