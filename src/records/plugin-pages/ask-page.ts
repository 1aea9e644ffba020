import { inTransaction, type RequestContext } from '#grammar/access';
import type { PageRequest, Redirect } from '#grammar/routes';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { PluginData, PluginPage } from './page-answer.ts';
import { FormRefused, NoSuchPage, PageDenied, WrongKind } from './plugin-page-errors.ts';
import { formCallback, type PageCallback, pageCallback } from './plugin-page-taps.ts';

/** Asks a plugin about one request. What it denies, does not have or finds wrong is thrown. */
export type AskPage = (more?: More) => Promise<PluginPage | Redirect>;

type More = Pick<PageCallback, 'entered' | 'sent'>;

interface AskDeps {
  readonly taps: Taps;
  readonly database: Database;
}

/** The plugin asked, and its route as it declared it. */
export interface AskedRoute {
  readonly plugin: string;
  readonly route: string;
}

export function createAskPage(
  { taps, database }: AskDeps,
  asked: AskedRoute,
  request: PageRequest,
): AskPage {
  const ask = async (ctx: RequestContext, more: More = {}) => {
    const answer = await askPlugin(taps, asked, request, ctx, more);
    if (answer.kind === 'json') throw new WrongKind(asked, 'data instead of a page');
    return answer;
  };
  return (more) =>
    more?.sent
      ? // All that the plugin does, or nothing.
        inTransaction(database, request.ctx, (_transaction, inside) => ask(inside, more))
      : ask(request.ctx, more);
}

/** Asks for the data at a route that answers such. */
export async function askData(
  { taps }: Pick<AskDeps, 'taps'>,
  asked: AskedRoute,
  request: PageRequest,
): Promise<PluginData | Redirect> {
  const answer = await askPlugin(taps, asked, request, request.ctx, {});
  if (answer.kind === 'page') throw new WrongKind(asked, 'a page instead of data');
  return answer;
}

async function askPlugin(
  taps: Taps,
  { plugin, route }: AskedRoute,
  request: PageRequest,
  ctx: RequestContext,
  more: More,
): Promise<PluginPage | PluginData | Redirect> {
  const about = {
    route,
    path: request.url.split('?')[0] ?? request.url,
    params: request.params,
    query: firstOfEach(request.query),
  };
  const tap = more.sent ? formCallback : pageCallback;
  const { answers } = await taps.askOnly(ctx, tap, plugin, { ...about, ...more });
  const answer = answers[0]?.answer ?? { kind: 'not_found' };
  switch (answer.kind) {
    case 'not_found':
      throw new NoSuchPage(answer.message);
    case 'denied':
      throw new PageDenied(answer.message);
    case 'problems':
      throw new FormRefused(answer.problems);
    default:
      return answer;
  }
}

function firstOfEach(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...new Set(query.keys())].map((name) => [name, query.get(name) ?? '']),
  );
}
