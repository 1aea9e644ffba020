import { NotAllowed, NotSignedIn } from '#base';
import type { Actor } from '#grammar/access';
import {
  type Endpoint,
  type EndpointAnswer,
  type EndpointSource,
  STAGE_HEADER,
} from '#grammar/routes';
import type { Stages } from '#records/stages';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askedStage } from './asked-stage.ts';
import { baseUrlOf } from './base-url.ts';
import { checkBody } from './body-schema.ts';
import { refuseCrossSite } from './cross-site.ts';
import { emptyBody, readForm } from './form-body.ts';
import { parseJsonBody } from './json-body.ts';
import { isKnownTag } from './known-tag.ts';
import { API_LIMIT } from './limits.ts';
import { mountPath } from './mount-path.ts';
import {
  type Authenticate,
  createContext,
  type Identification,
  type Visitor,
  visitorBySession,
} from './visitors.ts';
import { PreviewReadsOnly, UnsupportedMediaType } from './web-errors.ts';

export interface ApiPipeline extends Identification {
  readonly steadily: Stages['steadily'];
  readonly baseUrl: string | undefined;
}

const JSON_TYPE = /^application\/(?:[\w.-]+\+)?json(?:\s*;|\s*$)/i;

/** Mounts the REST operations that rooms declare; `app` has `/api/v1` before its paths. */
export function mountEndpoints(
  app: FastifyInstance,
  sources: readonly EndpointSource[],
  pipeline: ApiPipeline,
): void {
  app.addContentTypeParser(
    JSON_TYPE,
    { parseAs: 'buffer', bodyLimit: API_LIMIT },
    // Parsed by the handler, once it is known that the client may send anything at all.
    (_request, body, done) => done(null, body),
  );
  // Not read: only the endpoint knows what it takes instead.
  app.addContentTypeParser('*', (_request, _body, done) => done(null));
  mountPath(
    app,
    sources.flatMap(({ endpoints }) => endpoints),
    (endpoint, request, reply) => answer(endpoint, request, reply, pipeline),
  );
}

async function answer(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  pipeline: ApiPipeline,
): Promise<FastifyReply> {
  const { ctx, preview } = await identify(request, reply, pipeline);
  if (preview?.is === 'open' && endpoint.method !== 'GET') throw new PreviewReadsOnly();
  checkScope(endpoint, ctx.actor);
  await using form =
    endpoint.takesUploads && request.isMultipart() ? await readForm(request) : none;
  const body = await readBody(endpoint, request);
  const { url, headers } = request;
  const query = url.indexOf('?');
  const asked = {
    ctx,
    params: request.params as Record<string, string>,
    query: new URLSearchParams(query === -1 ? '' : url.slice(query)),
    // Node joins repeated headers; the one that it keeps as a list is never sent by clients.
    headers: headers as Record<string, string | undefined>,
    body,
    uploads: [...form.uploads.values()].flat(),
    baseUrl: baseUrlOf(request, pipeline.baseUrl),
  };
  const answered =
    endpoint.method === 'GET'
      ? await pipeline.steadily(() => endpoint.handle(asked))
      : await endpoint.handle(asked);
  return send(reply, endpoint.method === 'GET' ? unlessKnown(headers, answered) : answered);
}

/** Who has already what is answered is told no more than that. */
function unlessKnown(
  { 'if-none-match': given }: FastifyRequest['headers'],
  answered: EndpointAnswer,
): EndpointAnswer {
  const tag = answered.headers?.['etag'];
  if (tag === undefined || !isKnownTag(given, tag)) return answered;
  return { status: 304, headers: { etag: tag } };
}

const none = { ...emptyBody, [Symbol.asyncDispose]: async () => undefined };

/**
 * Who asks: the owner of a bearer token, or of the session when a script of this site asks. A
 * header that only scripts can set shows that it is one.
 */
async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  pipeline: ApiPipeline,
): Promise<Visitor> {
  const visitor = await whoAsks(request, reply, pipeline);
  const stage = await askedStage(request, visitor.ctx, pipeline.stages);
  if (stage === undefined) return visitor;
  const ctx = createContext(request, reply, pipeline.log, visitor.ctx.actor, stage);
  return (request.visitor = { ...visitor, ctx });
}

async function whoAsks(
  request: FastifyRequest,
  reply: FastifyReply,
  pipeline: ApiPipeline,
): Promise<Visitor> {
  const { authenticate, log, baseUrl } = pipeline;
  const byToken = await actorByToken(request, authenticate);
  if (byToken === undefined && request.headers['x-requested-with'] !== undefined) {
    refuseCrossSite(request, baseUrlOf(request, baseUrl));
    return visitorBySession(request, reply, pipeline);
  }
  const actor = byToken ?? (await authenticate.anonymous());
  return (request.visitor = {
    ctx: createContext(request, reply, log, actor),
    sessionToken: undefined,
    preview: undefined,
  });
}

/** The owner of the bearer token; undefined when none was sent. */
export async function actorByToken(
  { headers: { authorization } }: FastifyRequest,
  authenticate: Authenticate,
): Promise<Actor | undefined> {
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const actor = token === undefined ? undefined : await authenticate.token(token);
  if (actor === undefined) {
    throw new NotSignedIn('web.bad_token', 'The bearer token is unknown or has expired.');
  }
  return actor;
}

function checkScope({ scope }: Endpoint, actor: Visitor['ctx']['actor']): void {
  if (scope === 'none') return;
  if (scope === 'write' && actor.kind === 'anonymous') {
    throw new NotSignedIn(
      'web.token_required',
      'Send a token that may write: “Authorization: Bearer …”. Make one on the page “API tokens” of your account, or with “trovato token create”.',
    );
  }
  if (actor.scopes !== undefined && !actor.scopes.has(scope)) {
    throw new NotAllowed('web.scope_missing', `This token lacks the scope “${scope}”.`);
  }
}

async function readBody(endpoint: Endpoint, request: FastifyRequest): Promise<unknown> {
  const kind = request.headers['content-type'];
  if (endpoint.takesUploads && kind !== undefined && !request.isMultipart()) {
    throw new UnsupportedMediaType('multipart/form-data');
  }
  if (endpoint.body === undefined) return undefined;
  if (!Buffer.isBuffer(request.body)) throw new UnsupportedMediaType('application/json');
  const body = parseJsonBody(request.body);
  if (endpoint.checkedBy !== 'handler') await checkBody(endpoint.body, body);
  return body;
}

function send(reply: FastifyReply, { status, headers, body }: EndpointAnswer): FastifyReply {
  reply.code(status).headers({
    'cache-control': 'private, no-cache',
    vary: `authorization, cookie, ${STAGE_HEADER}`,
  });
  if (headers) reply.headers(headers);
  if (body === undefined) return reply.send();
  // A text is sent as it is: Fastify's own serialising would look for a schema first.
  reply.type('application/json; charset=utf-8');
  return reply.send(JSON.stringify(body));
}
