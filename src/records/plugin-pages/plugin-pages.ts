import type { Forms } from '#grammar/forms';
import { container, type Element, inOrder } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute, PageSource, PageView } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { InstalledPlugin, PluginRoute, Plugins } from '#records/plugins';
import { askData, type AskedRoute, createAskPage } from './ask-page.ts';
import type { PluginPage } from './page-answer.ts';
import { pluginForm } from './plugin-form.ts';

export interface PluginPageDeps {
  readonly plugins: Pick<Plugins, 'asked'>;
  readonly taps: Taps;
  readonly forms: Forms;
  readonly database: Database;
}

/** The pages of the plugins that are asked; they come and go with them. */
export function createPluginPages(deps: PluginPageDeps): PageSource {
  let seen: readonly InstalledPlugin[] = [];
  let pages: readonly PageRoute[] = [];
  return {
    pages() {
      const now = deps.plugins.asked();
      if (now !== seen) {
        seen = now;
        pages = now.flatMap(({ name, declared }) =>
          declared.routes.map((route) => pageRoute(deps, name, route)),
        );
      }
      return pages;
    },
  };
}

function pageRoute(deps: PluginPageDeps, plugin: string, route: PluginRoute): PageRoute {
  const { path, permission, admin, answers } = route;
  const { methods = answers === 'json' ? ['GET'] : ['GET', 'POST'] } = route;
  return {
    methods,
    path: path.replaceAll(/:(\w+)/g, '{$1}'),
    ...(permission === undefined ? {} : { permission }),
    ...(admin ? { section: { icon: 'puzzle', weight: 100, ...admin } } : {}),
    ...(answers === undefined ? {} : { answers }),
    handle: (request) =>
      answers === 'json'
        ? answerData(deps, { plugin, route: path }, request)
        : answerPage(deps, { plugin, route: path }, route.title, request),
  };
}

async function answerPage(
  deps: PluginPageDeps,
  asked: AskedRoute,
  title: string,
  request: PageRequest,
): Promise<PageAnswer> {
  const ask = createAskPage(deps, asked, request);
  const page = await ask();
  if (page.kind === 'redirect') return page;
  const { form } = page;
  if (form === undefined) return viewOf(page, title, asked.route);
  const shown = await deps.forms.run(pluginForm(asked.plugin, form), ask, request);
  if (shown.kind !== 'form') return shown;
  return { ...viewOf(page, title, asked.route, shown.element), status: shown.status };
}

async function answerData(
  deps: PluginPageDeps,
  asked: AskedRoute,
  request: PageRequest,
): Promise<PageAnswer> {
  const answer = await askData(deps, asked, request);
  if (answer.kind === 'redirect') return answer;
  const body = JSON.stringify(answer.data);
  return { kind: 'download', mime: 'application/json; charset=utf-8', body };
}

function viewOf(page: PluginPage, title: string, route: string, form?: Element): PageView {
  const { content, form: _form, below, ...rest } = page;
  const body = inOrder(content, form, below);
  return {
    title,
    ...rest,
    theme: isAdmin(route) ? 'admin' : 'site',
    body: container(body, { attributes: { class: 'stack', 'data-gap': 'large' } }),
  };
}

function isAdmin(route: string): boolean {
  return route === '/admin' || route.startsWith('/admin/');
}
