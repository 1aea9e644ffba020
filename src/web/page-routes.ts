import { NotAllowed, NotSignedIn } from '#base';
import { can } from '#grammar/access';
import type { FormBody, PageAnswer, PageRequest, PageRoute } from '#grammar/routes';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { baseUrlOf } from './base-url.ts';
import { refuseCrossSite } from './cross-site.ts';
import { emptyBody, readForm } from './form-body.ts';
import { fragmentOf } from './fragment-of.ts';
import { FORM_LIMIT } from './limits.ts';
import { mountPath } from './mount-path.ts';
import type { AnswerPage } from './page-answers.ts';
import { readSentFields, sentFields } from './sent-fields.ts';
import type { Visitor } from './visitors.ts';

export interface PagePipeline {
  readonly baseUrl: string | undefined;
  readonly identify: (request: FastifyRequest, reply: FastifyReply) => Promise<Visitor>;
  readonly formKey: (request: FastifyRequest, reply: FastifyReply, visitor: Visitor) => string;
  readonly answer: AnswerPage;
}

/** Mounts the pages and screens that rooms declare. */
export function mountPages(
  app: FastifyInstance,
  pages: readonly PageRoute[],
  pipeline: PagePipeline,
): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: FORM_LIMIT },
    (_request, body, done) => done(null, body),
  );
  const routes = pages.flatMap((page) => page.methods.map((method) => ({ ...page, page, method })));
  mountPath(app, routes, ({ page, method }, request, reply) =>
    answerPage(page, method, request, reply, pipeline),
  );
}

async function answerPage(
  route: PageRoute,
  method: 'GET' | 'POST',
  request: FastifyRequest,
  reply: FastifyReply,
  pipeline: PagePipeline,
): Promise<FastifyReply> {
  if (method === 'POST') refuseCrossSite(request, baseUrlOf(request, pipeline.baseUrl));
  const visitor = await admit();
  if (method === 'GET') {
    const asked = pageRequest(method, emptyBody, request, reply, visitor, pipeline);
    return pipeline.answer(request, reply, visitor, await route.handle(asked));
  }
  const answer = await handleForm();
  return pipeline.answer(request, reply, visitor, answer);

  async function admit(): Promise<Visitor> {
    try {
      const known = await pipeline.identify(request, reply);
      checkRoute(route, known);
      return known;
    } catch (error) {
      // Whoever was signed out while writing gets back what was written.
      if (method === 'POST') request.sentFields = await readSentFields(request);
      throw error;
    }
  }

  async function handleForm(): Promise<PageAnswer> {
    await using body = await readForm(request);
    try {
      return await route.handle(pageRequest(method, body, request, reply, visitor, pipeline));
    } catch (error) {
      request.sentFields = sentFields(body);
      throw error;
    }
  }
}

function checkRoute(route: PageRoute, { ctx: { actor } }: Visitor): void {
  if (actor.kind === 'anonymous' && route.signedIn) {
    throw new NotSignedIn('web.not_signed_in', 'Sign in to open this page.');
  }
  if (route.permission !== undefined && !can(actor, route.permission)) {
    throw new NotAllowed(
      'web.not_allowed',
      `Your account lacks the permission “${route.permission}”, which this page needs. An administrator can give it to one of your roles.`,
    );
  }
}

function pageRequest(
  method: 'GET' | 'POST',
  body: FormBody,
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
    ctx: visitor.ctx,
    method,
    url,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(query === -1 ? '' : url.slice(query)),
    body,
    // Asked for by whoever draws or checks a form, and by nobody else.
    get formKey() {
      return (key ??= pipeline.formKey(request, reply, visitor));
    },
    ...(fragment === undefined ? {} : { fragment }),
    headers: headers as Record<string, string | undefined>,
    client: { address: request.ip, agent: headers['user-agent'] ?? '' },
    ...(visitor.sessionToken === undefined ? {} : { sessionToken: visitor.sessionToken }),
  };
}
