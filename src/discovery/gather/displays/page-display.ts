import type { RequestContext } from '#grammar/access';
import type { PageRequest, PageView } from '#grammar/routes';
import { maySeeDisplay } from '../display-access.ts';
import { type Gather, type PageDisplay, sectionsOf } from '../definition/gather.ts';
import type { GatherResult } from '../run/gather-result.ts';
import type { GatherShowDeps } from '../show-deps.ts';
import { buildWithAttachments } from './attachments.ts';
import { addressWith, isAtPath, pathWith } from './display-address.ts';
import { displayTitle, withArguments } from './display-title.ts';
import { FEED_MIMES } from './feed-display.ts';
import type { AddressedDisplay } from './page-request.ts';

/** A listing as a page of the site. */
export async function answerPage(
  deps: GatherShowDeps,
  { gather, display }: AddressedDisplay<PageDisplay>,
  request: PageRequest,
): Promise<PageView> {
  const { ctx, params, url, query, kept } = request;
  const { result, element } = await buildWithAttachments(deps, ctx, gather, display, {
    url,
    query,
    arguments: params,
    level: 2,
    choosing: true,
    ...(kept ? { kept } : {}),
  });
  return {
    kind: 'page',
    title: displayTitle(result),
    body: element,
    alternates: await alternatesOf(deps, ctx, gather, params),
    ...breadcrumbOf(display, result, params),
    ...(gather.description === '' ? {} : { description: gather.description }),
  };
}

function breadcrumbOf(
  { breadcrumb }: PageDisplay,
  result: GatherResult,
  params: PageRequest['params'],
): Pick<PageView, 'breadcrumb'> {
  const steps = breadcrumb.flatMap(({ label, path }) => {
    const url = pathWith(path, params);
    return url === undefined ? [] : [{ url, label: withArguments(label, result) }];
  });
  return steps.length === 0 ? {} : { breadcrumb: steps };
}

/** The same listing in other formats, as far as this reader may have them. */
async function alternatesOf(
  deps: GatherShowDeps,
  ctx: RequestContext,
  gather: Gather,
  params: PageRequest['params'],
): Promise<NonNullable<PageView['alternates']>> {
  const found = await Promise.all(
    gather.displays.map(async (display) => {
      const mime =
        display.kind === 'feed'
          ? FEED_MIMES[display.format]
          : display.kind === 'calendar'
            ? 'text/calendar'
            : undefined;
      if (mime === undefined || !isAtPath(display)) return undefined;
      const url = addressWith(gather, display, params);
      const { access } = sectionsOf(gather, display);
      if (url === undefined || !(await maySeeDisplay(ctx, access, deps.roleNames)))
        return undefined;
      return { url, label: display.label || gather.label, mime };
    }),
  );
  return found.filter((one) => one !== undefined);
}
