import { type RequestContext, systemContext } from '#grammar/access';
import type { Element } from '#grammar/render';
import type { PageAnswer, PageRequest, PageRoute, PageView, Redirect } from '#grammar/routes';
import type { Users } from '#records/users';
import { allElements, enteredIn } from './form-request.ts';

/** Somebody who goes through pages as with a browser: keeps the session, fills in forms. */
export interface Visitor {
  readonly token: string | undefined;
  open(url: string): Promise<PageView>;
  go(url: string): Promise<PageAnswer>;
  /** Presses a button that posts there and sends nothing. */
  post(url: string): Promise<PageAnswer>;
  /** Sends the first form of the page whose id is `form` with `values` in place of what it shows. */
  send(
    url: string,
    form: string,
    values?: Readonly<Record<string, string | readonly string[]>>,
    action?: string,
  ): Promise<PageAnswer>;
}

export function createVisitor(users: Users, routes: readonly PageRoute[]): Visitor {
  let token: string | undefined;

  async function request(method: 'GET' | 'POST', url: string): Promise<PageRequest> {
    const who = token === undefined ? undefined : await users.authenticateSession(token);
    const ctx: RequestContext = systemContext({ actor: who?.actor ?? (await users.anonymous()) });
    return {
      ctx,
      method,
      url,
      params: {},
      query: new URL(url, 'http://site').searchParams,
      body: { values: new Map(), uploads: new Map() },
      baseUrl: 'http://site.test',
      formKey: token ?? 'a visitor',
      client: { address: '192.0.2.7', agent: 'Mozilla/5.0 (X11; Linux) Firefox/140.0' },
      ...(who && token !== undefined ? { sessionToken: token } : {}),
    };
  }

  async function answer(asked: PageRequest): Promise<PageAnswer> {
    const { pathname } = new URL(asked.url, 'http://site');
    for (const route of routes) {
      const params = match(route.path, pathname);
      if (!params || !route.methods.includes(asked.method)) continue;
      const done = await route.handle({ ...asked, params });
      if (done.kind === 'redirect' && done.session !== undefined) token = done.session ?? undefined;
      return done;
    }
    throw new Error(`no route for ${asked.url}`);
  }

  const go = async (url: string) => answer(await request('GET', url));
  const open = async (url: string) => {
    const view = await go(url);
    if (view.kind !== 'page') throw new Error(`${url} is no page but a ${view.kind}`);
    return view;
  };

  return {
    get token() {
      return token;
    },
    go,
    open,
    post: async (url) => answer(await request('POST', url)),
    async send(url, form, values = {}, action) {
      const shown = formIn((await open(url)).body, form);
      const sent: Map<string, readonly string[]> = enteredIn(shown);
      for (const [name, value] of Object.entries(values)) {
        sent.set(name, typeof value === 'string' ? [value] : value);
      }
      if (action !== undefined) sent.set('_action', [action]);
      const asked = await request('POST', url);
      return answer({ ...asked, body: { values: sent, uploads: new Map() } });
    },
  };
}

/** The path that a redirect leads to. */
export function target(answer: PageAnswer): string {
  return answer.kind === 'redirect' ? (answer satisfies Redirect).to : `(a ${answer.kind})`;
}

/** All text of an answer that is a page, for looking for words in it. */
export function wordsOf(answer: PageAnswer): string {
  return answer.kind === 'page' ? JSON.stringify(answer.body) : '';
}

function formIn(page: Element, id: string): Element {
  for (const element of allElements(page)) {
    if (element['#type'] !== 'form') continue;
    if (enteredIn(element).get('_form')?.includes(id)) return element;
  }
  throw new Error(`the page has no form ${id}`);
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined) params[name] = given[i] ?? '';
    else if (part !== given[i]) return undefined;
  }
  return params;
}
