import { NotAllowed, NotFound, NotSignedIn } from '#base';
import { can } from '#grammar/access';
import type { KeptChoices, PageAnswer, PageRequest, PageRoute, PageSource } from '#grammar/routes';
import type { Stages } from '#records/stages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseUrlOf } from './base-url.ts';
import { type FoundPage, mountChangingPages, refusedMethod } from './changing-pages.ts';
import { refuseCrossSite } from './cross-site.ts';
import { emptyBody, readForm } from './form-body.ts';
import { fragmentOf } from './fragment-of.ts';
import { FORM_LIMIT } from './limits.ts';
import { mountPath } from './mount-path.ts';
import type { KeptPages } from './kept-pages.ts';
import type { PageAnswers } from './page-answers.ts';
import { LEAVE_PREVIEW } from './preview-pages.ts';
import { readSentFields, sentFields } from './sent-fields.ts';
import type { Visitor } from './visitors.ts';
import { NothingAtPath, PreviewReadsOnly } from './web-errors.ts';

export interface PagePipeline {
  readonly baseUrl: string | undefined;
  readonly identify: (request: FastifyRequest, reply: FastifyReply) => Promise<Visitor>;
  readonly formKey: (request: FastifyRequest, reply: FastifyReply, visitor: Visitor) => string;
  readonly kept: (request: FastifyRequest, reply: FastifyReply) => KeptChoices;
  readonly answer: PageAnswers['send'];
  /** Has what is read for a page be of before a publish or after it. */
  readonly steadily: Stages['steadily'];
  /** Pages that need not be made again; missing where nothing is kept. */
  readonly keptPages: KeptPages | undefined;
  /** What people call a permission. */
  readonly permissionLabel: (name: string) => string;
  /** Where the very same form led to when it was sent before. */
  readonly recall: (request: PageRequest) => Promise<PageAnswer | undefined>;
}

/** Mounts the pages and screens that rooms declare, and behind them those that come and go. */
export function mountPages(
  app: FastifyInstance,
  pages: readonly PageRoute[],
  changing: PageSource,
  pipeline: PagePipeline,
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, body),
  );
  const routes = pages.flatMap((page) => page.methods.map((method) => ({ ...page, page, method })));
  mountPath(app, routes, ({ page, method }, request, reply) => {
    // What stands in braces is text.
    const params = request.params as Record<string, string>;
    return answerPage({ page, params }, method, request, reply, pipeline);
  });
  mountChangingPages(app, changing, (found, method, request, reply) =>
    answerPage(found, method, request, reply, pipeline),
  );
}

async function answerPage(
  found: FoundPage,
  method: 'GET' | 'POST',
  request: FastifyRequest,
  reply: FastifyReply,
  pipeline: PagePipeline,
): Promise<FastifyReply> {
  const { page: route, params } = await pageInStage(found, request, reply, pipeline);
  if (method === 'POST') refuseCrossSite(request, baseUrlOf(request, pipeline.baseUrl));
  const visitor = await admit();
  if (method === 'GET') {
    const asked = pageRequest(
      { method, params, body: emptyBody },
      request,
      reply,
      visitor,
      pipeline,
    );
    const handle = () => pipeline.steadily(() => route.handle(asked));
    return route.kept === true && pipeline.keptPages !== undefined
      ? pipeline.keptPages.answer(request, reply, visitor, handle)
      : pipeline.answer(request, reply, visitor, await handle());
  }
  const answer = await handleForm();
  return pipeline.answer(request, reply, visitor, answer);

  async function admit(): Promise<Visitor> {
    try {
      const known = request.visitor ?? (await pipeline.identify(request, reply));
      if (method === 'POST') refuseInPreview(known, route.path);
      checkRoute(route, known, pipeline);
      return known;
    } catch (error) {
      // Whoever was signed out while writing gets back what was written.
      if (method === 'POST') request.sentFields = await readSentFields(request);
      throw error;
    }
  }

  async function handleForm(): Promise<PageAnswer> {
    await using body = await readForm(request);
    const sent = pageRequest({ method, params, body }, request, reply, visitor, pipeline);
    try {
      return await route.handle(sent);
    } catch (error) {
      // Sent twice, and the first took away what the page is about.
      const before = error instanceof NotFound && (await pipeline.recall(sent));
      if (before) return before;
      request.sentFields = sentFields(body);
      throw error;
    }
  }
}

/** What the address is about in the stage that the visitor reads. */
async function pageInStage(
  found: FoundPage,
  request: FastifyRequest,
  reply: FastifyReply,
  { identify }: PagePipeline,
): Promise<FoundPage> {
  if (!found.inStage) return found;
  const { ctx } = await identify(request, reply);
  const there = found.inStage(ctx.stage);
  if (!there) throw new NothingAtPath();
  const refused = refusedMethod(there, request.method);
  if (refused) throw refused;
  return there;
}

/** What may be sent in a preview: nothing but what ends it, by leaving or by signing in. */
const ENDS_PREVIEW = [LEAVE_PREVIEW, '/user/login', '/user/login-link/{token}'];

function refuseInPreview({ preview }: Visitor, path: string): void {
  if (preview?.is === 'open' && !ENDS_PREVIEW.includes(path)) throw new PreviewReadsOnly();
}

function checkRoute(
  route: PageRoute,
  { ctx: { actor } }: Visitor,
  { permissionLabel }: PagePipeline,
): void {
  if (actor.kind === 'anonymous' && route.signedIn) {
    throw new NotSignedIn('web.not_signed_in', 'Sign in to open this page.');
  }
  if (route.permission !== undefined && !can(actor, route.permission)) {
    throw new NotAllowed(
      'web.not_allowed',
      `Your account lacks the permission “${permissionLabel(route.permission)}”, which this page needs. An administrator can give it to one of your roles.`,
    );
  }
}

function pageRequest(
  asked: Pick<PageRequest, 'method' | 'params' | 'body'>,
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  pipeline: PagePipeline,
): PageRequest {
  const { url, headers } = request;
  const query = url.indexOf('?');
  const fragment = fragmentOf(request);
  let key: string | undefined;
  return {
    ...asked,
    ctx: visitor.ctx,
    url,
    query: new URLSearchParams(query === -1 ? '' : url.slice(query)),
    // Asked for by whoever draws or checks a form, and by nobody else.
    get formKey() {
      return (key ??= pipeline.formKey(request, reply, visitor));
    },
    ...(fragment === undefined ? {} : { fragment }),
    headers: headers as Record<string, string | undefined>,
    baseUrl: baseUrlOf(request, pipeline.baseUrl),
    kept: pipeline.kept(request, reply),
    client: { address: request.ip, agent: headers['user-agent'] ?? '' },
    ...(visitor.sessionToken === undefined ? {} : { sessionToken: visitor.sessionToken }),
  };
}
