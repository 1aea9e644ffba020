import {
  container,
  Dependencies,
  type Element,
  html,
  type MarkupFormats,
  markupTexts,
  nothing,
  type Renderer,
  type RenderView,
  type SafeHtml,
} from '#grammar/render';
import type { RequestContext } from '#grammar/access';
import type { PageView } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import type { Theme } from './load-theme.ts';
import { drawMenu } from './menus.ts';
import { themeChoice } from './theme-choice.ts';
import { type PreparedPage, preparePage } from './prepare-page.ts';
import { drawHead } from './page-head.ts';
import { messagesElement } from './page-messages.ts';
import type { SiteView } from './site-view.ts';
import { pageSuggestions } from './suggestions.ts';
import { withExtra } from './template-values.ts';
import type { Themes } from './themes.ts';

export interface Pages {
  /** Shows a page and its texts to plugins; what comes back is drawn. */
  prepare(ctx: RequestContext, view: PageView, url: string): Promise<PreparedPage>;
  /** A whole document. */
  renderPage(view: PreparedPage, site: SiteView): Drawn;
  /** A part of a page, for htmx. */
  renderFragment(
    body: Element,
    site: Pick<SiteView, 'locale' | 'timeZone' | 'now'> & {
      theme: 'site' | 'admin';
      formats?: MarkupFormats;
    },
  ): Drawn;
  /** What draws the texts in `body`; plugins are asked where they take part in it. */
  prepareTexts(ctx: RequestContext, body: Element): Promise<{ formats?: MarkupFormats }>;
}

/** Asks plugins what they make of texts before those are drawn; `grammar/formats` does. */
export interface TextPreparation {
  /** Whether there is any format for which plugins are asked. */
  asksPlugins(): boolean;
  prepare(
    ctx: RequestContext,
    texts: readonly { readonly format: string; readonly text: string }[],
  ): Promise<MarkupFormats>;
}

/** HTML, and what its elements need and depend on; not what stands around them for a visitor. */
export interface Drawn {
  readonly html: string;
  readonly dependencies: Dependencies;
}

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

export function createPages(options: {
  readonly themes: Themes;
  readonly renderer: Renderer;
  readonly taps: Taps;
  readonly texts?: TextPreparation;
}): Pages {
  const { themes, renderer, taps, texts } = options;
  async function prepareTexts(ctx: RequestContext, body: Element) {
    return texts?.asksPlugins() ? { formats: await texts.prepare(ctx, markupTexts(body)) } : {};
  }
  function previewed({ preview }: PageView): Theme | undefined {
    if (preview === undefined) return undefined;
    const { theme, stylesheet } = preview;
    return { ...themes.open(theme), stylesheet, scripts: [], early: [], script: () => undefined };
  }
  return {
    prepareTexts,
    async prepare(ctx, view, url) {
      const page = await preparePage(taps, ctx, view, url);
      return { ...page, ...(await prepareTexts(ctx, page.body)) };
    },
    renderFragment(body, site) {
      const dependencies = new Dependencies();
      const html = renderer.render(body, { ...site, dependencies }).toString();
      return { html, dependencies };
    },
    renderPage(view, site) {
      const kind = view.theme ?? 'site';
      const theme = previewed(view) ?? themes.get(kind);
      const dependencies = new Dependencies();
      const { locale, timeZone, now } = site;
      const drawing: RenderView = {
        locale,
        timeZone,
        now,
        theme: kind,
        dependencies,
        ...(view.formats ? { formats: view.formats } : {}),
        ...(view.preview ? { preview: view.preview.theme } : {}),
      };
      const draw = (element: Element | undefined): SafeHtml =>
        element === undefined ? nothing : renderer.render(element, drawing);

      const body = draw(view.body);
      const parts = {
        messages: html`${draw(site.band)}${draw(messagesElement(view.messages))}`,
        breadcrumb: draw(view.breadcrumb && { '#type': 'breadcrumb', '#links': view.breadcrumb }),
        tabs: draw(view.tabs && { '#type': 'tabs', '#label': 'This page', '#links': view.tabs }),
        actions: draw(actionsElement(view.actions)),
        stage_choice: draw(site.stageChoice),
        theme_choice: draw(themeChoice),
      };
      const front = site.url.split('?', 1)[0] === '/';
      const layout = view.layout ?? 'full';
      const status = view.status ?? 200;
      const frame = {
        lang: locale,
        dir: RIGHT_TO_LEFT.test(locale) ? 'rtl' : 'ltr',
        mode: site.mode ?? 'auto',
        // After the body, which says what scripts it needs.
        head: drawHead(view, site, theme, dependencies),
      };
      const values = {
        ...frame,
        ...parts,
        body,
        front,
        layout,
        status,
        title: view.title,
        title_in_body: view.titleInBody ?? false,
        site_name: site.name,
        site_slogan: site.slogan ?? '',
        main_menu: drawMenu(site.mainMenu, site.url),
        user_menu: drawMenu(site.userMenu, site.url),
        footer_menu: drawMenu(site.footerMenu, site.url),
        admin_menu: drawMenu(
          site.adminMenu,
          site.url,
          view.breadcrumb?.map((step) => step.url),
        ),
      };
      const drawn = theme.templates.draw(pageSuggestions({ front, layout, status }), (notice) =>
        withExtra({ ...values, messages: html`${notice}${parts.messages}` }, view.variables),
      );
      if (drawn.html) return { html: drawn.html.toString(), dependencies };
      // Without its template the page still says what it has to say.
      const plain = html`<!doctype html>
        <html lang="${locale}" dir="${frame.dir}">
          <head>
            ${frame.head}
          </head>
          <body>
            <main id="main">
              ${drawn.notice}${parts.messages}${view.titleInBody ? nothing : html`<h1>${view.title}</h1>`}${parts.tabs}${body}
            </main>
          </body>
        </html>`;
      return { html: plain.toString(), dependencies };
    },
  };
}

function actionsElement(actions: readonly Element[] | undefined): Element | undefined {
  if (actions === undefined || actions.length === 0) return undefined;
  const children = Object.fromEntries(actions.map((action, i) => [`action${i}`, action]));
  return container(children, { attributes: { class: 'page-actions' } });
}
