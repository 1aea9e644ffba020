import { LIVE, type StageId } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import type { Logger } from '#platform/telemetry';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from './cookies.ts';

/** Who is behind the cookies and tokens of requests; the users room answers. */
export interface Authenticate {
  /** undefined: there is no such session any more. */
  session(token: string): Promise<{ actor: Actor; stage?: StageId } | undefined>;
  /** undefined: the token is unknown or has expired. */
  token(token: string): Promise<Actor | undefined>;
  /** Everybody who is not signed in, with the permissions of that role. */
  anonymous(): Actor | Promise<Actor>;
}

/** Who asks, as far as the pipeline knows. */
export interface Visitor {
  readonly ctx: RequestContext;
  /** The session's cookie value, when it holds. */
  readonly sessionToken: string | undefined;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set once it is known; the error page is drawn for it. */
    visitor: Visitor | undefined;
  }
}

/** Who asks by the session cookie, else the anonymous visitor. */
export async function visitorBySession(
  request: FastifyRequest,
  reply: FastifyReply,
  authenticate: Authenticate,
  log: Logger,
): Promise<Visitor> {
  const token = request.cookies[SESSION_COOKIE];
  const session = token ? await authenticate.session(token) : undefined;
  const visitor: Visitor = {
    ctx: createContext(
      request,
      reply,
      log,
      session?.actor ?? (await authenticate.anonymous()),
      session?.stage,
    ),
    sessionToken: session ? token : undefined,
  };
  request.visitor = visitor;
  return visitor;
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
