import { LIVE, NotFound, type StageId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import type { Previews, ShownPreview, Stages } from '#records/stages';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Cookies, PREVIEW_COOKIE, SESSION_COOKIE } from './cookies.ts';

/** Who is behind the cookies and tokens of requests; the users room answers. */
export interface Authenticate {
  /** undefined: there is no such session any more. */
  session(token: string): Promise<{ actor: Actor; stage?: StageId } | undefined>;
  /** undefined: the token is unknown or has expired. */
  token(token: string): Promise<Actor | undefined>;
  /** Everybody who is not signed in, with the permissions of that role. */
  anonymous(): Actor | Promise<Actor>;
}

/** Which stages there are for whom; the stages room answers. */
export interface StageSight {
  readonly get: Stages['get'];
  readonly previews: Pick<Previews, 'open'>;
}

/** What it takes to know who asks. */
export interface Identification {
  readonly authenticate: Authenticate;
  readonly stages: StageSight;
  readonly cookies: Cookies;
  readonly log: Logger;
}

/** The preview that an anonymous browser is in, or was in until now. */
export type VisitorPreview = Exclude<ShownPreview, { is: 'unknown' }>;

/** Who asks, as far as the pipeline knows. */
export interface Visitor {
  readonly ctx: RequestContext;
  /** The session's cookie value, when it holds. */
  readonly sessionToken: string | undefined;
  readonly preview: VisitorPreview | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once it is known; the error page is drawn for it. */
    visitor: Visitor | undefined;
  }
}

/**
 * Who asks by the session cookie, else the anonymous visitor: who has the cookie of a preview sees
 * that stage. A cookie that shows nothing any more is dropped.
 */
export async function visitorBySession(
  request: FastifyRequest,
  reply: FastifyReply,
  { authenticate, stages, cookies, log }: Identification,
): Promise<Visitor> {
  const context = (actor: Actor, stage?: StageId) =>
    createContext(request, reply, log, actor, stage);
  const token = request.cookies[SESSION_COOKIE];
  const session = token ? await authenticate.session(token) : undefined;
  if (session) {
    const ctx = context(session.actor);
    const stage = await seenStage(stages, ctx, session.stage);
    return (request.visitor = {
      ctx: stage === LIVE ? ctx : context(session.actor, stage),
      sessionToken: token,
      preview: undefined,
    });
  }
  const actor = await authenticate.anonymous();
  const previewToken = request.cookies[PREVIEW_COOKIE];
  const shown = previewToken === undefined ? undefined : await stages.previews.open(previewToken);
  if (shown && shown.is !== 'open') cookies.clear(request, reply, PREVIEW_COOKIE);
  return (request.visitor = {
    ctx: context(actor, shown?.is === 'open' ? shown.stageId : undefined),
    sessionToken: undefined,
    preview: shown?.is === 'unknown' ? undefined : shown,
  });
}

/** The stage that a session is in, while it is there and may be seen; else live. */
async function seenStage(
  stages: StageSight,
  ctx: RequestContext,
  stage: StageId = LIVE,
): Promise<StageId> {
  if (stage === LIVE) return LIVE;
  try {
    return (await stages.get(ctx, stage)).id;
  } catch (error) {
    if (error instanceof NotFound) return LIVE;
    throw error;
  }
}

/**
 * The context of one request. Its log and signal are made when somebody asks for them: most
 * requests never do.
 */
export function createContext(
  request: FastifyRequest,
  reply: FastifyReply,
  log: Logger,
  actor: Actor,
  stage: StageId = LIVE,
): RequestContext {
  let own: Logger | undefined;
  let controller: AbortController | undefined;
  return {
    actor,
    stage,
    locale: 'en',
    get log() {
      return (own ??= log.child({ reference: request.id }));
    },
    get signal() {
      if (controller === undefined) {
        const made = (controller = new AbortController());
        const { raw } = reply;
        if (raw.destroyed) made.abort();
        else raw.once('close', () => void (raw.writableFinished || made.abort()));
      }
      return controller.signal;
    },
  };
}
