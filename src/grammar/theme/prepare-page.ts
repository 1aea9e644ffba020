import type { JsonObject } from '#base';
import type { RequestContext } from '#grammar/access';
import { type MarkupFormats, withoutHidden } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import { type AlterablePage, pageAlter, type PagePlace, preprocessPage } from './page-taps.ts';
import { sealForms } from './sealed-forms.ts';

/** A page with what plugins made of it, ready to be drawn. */
export interface PreparedPage extends PageView {
  /** For the template, besides its own. */
  readonly variables?: JsonObject;
  /** Draws its texts, when plugins take part in that. */
  readonly formats?: MarkupFormats;
}

/**
 * Shows a page to plugins before it is drawn. What the site's own failures say (500 and above) is
 * theirs to change as little as what is `sealed`.
 */
export async function preparePage(
  taps: Taps,
  ctx: RequestContext,
  view: PageView,
  url: string,
): Promise<PreparedPage> {
  const status = view.status ?? 200;
  if (view.sealed === true || status >= 500) return view;
  const place: PagePlace = {
    url,
    theme: view.theme ?? 'site',
    layout: view.layout ?? 'full',
    status,
    front: url.split('?', 1)[0] === '/',
  };
  const altered = taps.has(pageAlter) ? await alterPage(taps, ctx, view, place) : view;
  if (!taps.has(preprocessPage)) return altered;
  const [asked] = await taps.ask(ctx, preprocessPage, [{ ...place, title: altered.title }]);
  const variables = asked?.answers.map(({ answer }) => answer.variables) ?? [];
  return { ...altered, variables: Object.assign({}, ...variables) as JsonObject };
}

async function alterPage(
  taps: Taps,
  ctx: RequestContext,
  view: PageView,
  place: PagePlace,
): Promise<PageView> {
  const { shown, unseal } = sealForms(withoutHidden(view.body));
  const { title, description, breadcrumb, tabs } = view;
  const page: AlterablePage = {
    title,
    ...(description === undefined ? {} : { description }),
    ...(breadcrumb === undefined ? {} : { breadcrumb }),
    ...(tabs === undefined ? {} : { tabs }),
    body: shown,
  };
  const [asked] = await taps.ask(ctx, pageAlter, [{ ...place, page }]);
  if (asked === undefined || asked.answers.length === 0) return view;
  const { description: _d, breadcrumb: _b, tabs: _t, ...rest } = view;
  const made = asked.input.page;
  return { ...rest, ...made, body: unseal(made.body) };
}
