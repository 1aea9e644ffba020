import { LIVE, type StageId } from '#base';
import type { PageRoute, PageSource } from '#grammar/routes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from './frames.ts';
import { sendOptions } from './mount-path.ts';
import { MethodNotAllowed } from './web-errors.ts';

/** A page that an address is about. */
export interface FoundPage {
  readonly page: PageRoute;
  readonly params: Readonly<Record<string, string>>;
  /** What the address is about in a stage, for pages that stages have differently. */
  readonly inStage?: (stage: StageId) => FoundPage | undefined;
}

type Method = 'GET' | 'POST';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a page that is there at the moment. */
    foundPage: FoundPage | undefined;
  }
}

/**
 * Answers addresses that nothing is mounted at from pages that come and go, as they are when the
 * request arrives.
 */
export function mountChangingPages(
  app: FastifyInstance,
  source: PageSource,
  handle: (
    found: FoundPage,
    method: Method,
    request: FastifyRequest,
    reply: FastifyReply,
  ) => Promise<FastifyReply>,
): void {
  app.decorateRequest('foundPage', undefined);
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'],
    url: '/*',
    // Before anything of a body is read.
    onRequest(request, reply, done) {
      const path = pathOf(request.url);
      const inStage = (stage: StageId) => findPage(source.pages(stage), path);
      const live = inStage(LIVE);
      // Whether it is there depends on who asks, and whoever may not know is told nothing.
      const found = live ?? findPage(source.staged?.() ?? [], path);
      if (found === undefined) {
        reply.callNotFound();
        return;
      }
      if (request.method === 'OPTIONS') {
        if (live === undefined) reply.callNotFound();
        else sendOptions(reply, allowedMethods(live));
        return;
      }
      if (live !== undefined) {
        const refused = refusedMethod(live, request.method);
        if (refused) return done(refused);
      }
      request.foundPage = { ...found, inStage };
      done();
    },
    handler(request, reply) {
      const { foundPage, method } = request;
      if (foundPage === undefined) return reply.callNotFound();
      return handle(foundPage, method === 'POST' ? 'POST' : 'GET', request, reply);
    },
  });
}

/** Why a page is not asked for so; undefined: it is. */
export function refusedMethod(found: FoundPage, method: string): MethodNotAllowed | undefined {
  const allow = allowedMethods(found);
  return allow.includes(method) ? undefined : new MethodNotAllowed(method, allow);
}

function allowedMethods({ page }: FoundPage): readonly string[] {
  return page.methods.flatMap((one) => (one === 'GET' ? ['GET', 'HEAD'] : [one]));
}

/** All that come and go, as one list that stays the same until one of them changes. */
export function joinPages(sources: readonly PageSource[]): PageSource {
  const joined = new Map<StageId, Joined>();
  return {
    pages(stage = LIVE) {
      const parts = sources.map((source) => source.pages(stage));
      const before = joined.get(stage);
      if (before && parts.every((pages, i) => pages === before.parts[i])) return before.pages;
      const pages = parts.flat();
      joined.set(stage, { parts, pages });
      return pages;
    },
    staged: () => sources.flatMap((source) => source.staged?.() ?? []),
  };
}

interface Joined {
  readonly parts: readonly (readonly PageRoute[])[];
  readonly pages: readonly PageRoute[];
}

/** The page at `path`; where several would do, the one whose path says most by itself. */
export function findPage(pages: readonly PageRoute[], path: string): FoundPage | undefined {
  const given = path.split('/');
  let best: FoundPage | undefined;
  for (const page of pages) {
    const params = matched(page.path.split('/'), given);
    if (params === undefined) continue;
    if (best === undefined || comesFirst(page.path, best.page.path)) best = { page, params };
  }
  return best;
}

function matched(
  wanted: readonly string[],
  given: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    const value = given[i] ?? '';
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      if (part !== value) return undefined;
      continue;
    }
    const text = decoded(value);
    if (text === undefined || text === '') return undefined;
    params[name] = text;
  }
  return params;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** From the left, a word comes before a parameter. */
function comesFirst(path: string, other: string): boolean {
  const others = other.split('/');
  for (const [i, part] of path.split('/').entries()) {
    const [a, b] = [part.startsWith('{'), others[i]?.startsWith('{') ?? false];
    if (a !== b) return b;
  }
  return false;
}
