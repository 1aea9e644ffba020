import {
  container,
  type Element,
  html,
  nothing,
  type Renderer,
  type RenderView,
  type SafeHtml,
} from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { drawMenu } from './menus.ts';
import { themeChoice } from './theme-choice.ts';
import { drawHead } from './page-head.ts';
import { messagesElement } from './page-messages.ts';
import type { SiteView } from './site-view.ts';
import { pageSuggestions } from './suggestions.ts';
import type { Themes } from './themes.ts';

export interface Pages {
  /** A whole document. */
  renderPage(view: PageView, site: SiteView): string;
  /** A part of a page, for htmx. */
  renderFragment(
    body: Element,
    site: Pick<SiteView, 'locale' | 'timeZone' | 'now'> & { theme: 'site' | 'admin' },
  ): string;
}

const RIGHT_TO_LEFT = /^(?:ar|ckb|dv|fa|he|ps|sd|ug|ur|yi)\b/;

export function createPages(options: {
  readonly themes: Themes;
  readonly renderer: Renderer;
}): Pages {
  const { themes, renderer } = options;
  return {
    renderFragment: (body, site) =>
      renderer.render(body, { ...site, theme: site.theme }).toString(),
    renderPage(view, site) {
      const kind = view.theme ?? 'site';
      const theme = themes.get(kind);
      const scripts = new Set<string>();
      const { locale, timeZone, now } = site;
      const drawing: RenderView = { locale, timeZone, now, theme: kind, scripts };
      const draw = (element: Element | undefined): SafeHtml =>
        element === undefined ? nothing : renderer.render(element, drawing);

      const body = draw(view.body);
      const parts = {
        messages: draw(messagesElement(view.messages)),
        breadcrumb: draw(view.breadcrumb && { '#type': 'breadcrumb', '#links': view.breadcrumb }),
        tabs: draw(view.tabs && { '#type': 'tabs', '#label': 'This page', '#links': view.tabs }),
        actions: draw(actionsElement(view.actions)),
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
        head: drawHead(view, site, theme, scripts),
      };
      const name = theme.templates.pick(pageSuggestions({ front, layout, status }));
      const drawn =
        name &&
        theme.templates.render(name, {
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
        });
      if (drawn) return drawn.toString();
      // Without its template the page still says what it has to say.
      return html`<!doctype html>
        <html lang="${locale}" dir="${frame.dir}">
          <head>
            ${frame.head}
          </head>
          <body>
            <main id="main">
              ${theme.templates.instead(name ?? 'page')}${parts.messages}${view.titleInBody ? nothing : html`<h1>${view.title}</h1>`}${parts.tabs}${body}
            </main>
          </body>
        </html>`.toString();
    },
  };
}

function actionsElement(actions: readonly Element[] | undefined): Element | undefined {
  if (actions === undefined || actions.length === 0) return undefined;
  const children = Object.fromEntries(actions.map((action, i) => [`action${i}`, action]));
  return container(children, { attributes: { class: 'page-actions' } });
}
