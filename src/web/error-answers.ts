import { Misconfigured, NotAllowed, NotSignedIn, TrovatoError, Unavailable } from '#base';
import { can } from '#grammar/access';
import { container, type Element, heading } from '#grammar/render';
import type { PageView } from '#grammar/routes';
import { PluginAtFault } from '#grammar/taps';
import type { Pages } from '#grammar/theme';
import type { Logger } from '#platform/telemetry';
import { ADMINISTER_PLUGINS } from '#records/plugins';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { knownError } from './error-kinds.ts';
import { errorPage } from './error-page.ts';
import { fragmentOf } from './fragment-of.ts';
import { type Frames, pathOf } from './frames.ts';
import { loggedPath } from './logged-path.ts';
import { API_LIMIT, FORM_LIMIT } from './limits.ts';
import { sendElsewhere, sendHtml, themeOf } from './page-answers.ts';
import { PROBLEM_TYPE, problemDocument } from './problem-json.ts';
import { sendAgainPage } from './send-again.ts';
import { swallowBody } from './swallow-body.ts';
import { BodyTooLarge, MethodNotAllowed, NotInstalled } from './web-errors.ts';

const SOMETHING = 'Something went wrong here';
const WRITTEN_DOWN =
  'The site made a mistake, and it was written down. Try again; if it happens again, tell the people who run the site the reference below.';

/** A fault of ours: what it was stands in the log only. */
class Fault extends TrovatoError {
  readonly statusCode = 500;
  readonly title = SOMETHING;
  constructor(cause: unknown) {
    super('web.fault', WRITTEN_DOWN, { cause });
  }
}

/** A fault of a plugin, for those who can do nothing about plugins. */
class FaultOfPlugin extends Misconfigured {
  override readonly title = SOMETHING;
  constructor(cause: PluginAtFault) {
    super(cause.code, WRITTEN_DOWN, { cause });
  }
}

/** What is down, without the names of machines that the message for the log holds. */
class Down extends Unavailable {
  constructor(cause: Unavailable) {
    const what = cause.code.startsWith('database.') ? 'The database' : 'A part of the site';
    super(cause.code, `${what} does not answer at the moment. Try again in a few seconds.`, {
      cause,
    });
  }
}

/** Seconds after which a client may try again; what is down usually restarts within it. */
const RETRY_AFTER = '5';

/** Answers an error to a person or to a program, with a reference that is in the log too. */
export type AnswerError = (error: unknown, request: FastifyRequest, reply: FastifyReply) => unknown;

export function createErrorAnswers(options: {
  readonly log: Logger;
  readonly drawing: Pages;
  readonly frames: Frames;
}): AnswerError {
  const { log, drawing, frames } = options;

  async function answerPerson(error: TrovatoError, request: FastifyRequest, reply: FastifyReply) {
    const { visitor, sentFields: sent } = request;
    const offered = sent !== undefined && isPassing(error);
    if (error instanceof NotSignedIn && !offered) {
      const to = `/user/login?to=${encodeURIComponent(returnTo(request))}`;
      return sendElsewhere(request, reply, to);
    }
    const isAtWork = visitor !== undefined && visitor.ctx.actor.kind !== 'anonymous';
    const theme = isAtWork ? themeOf(request) : 'site';
    const at = { url: ownPath(request.url), reference: request.id };
    const page = offered
      ? sendAgainPage(error, sent, at)
      : errorPage(error, { ...at, retry: request.method !== 'POST' });
    try {
      const plain = { ...page, theme };
      const view = visitor ? await drawing.prepare(visitor.ctx, plain, request.url) : plain;
      const site = frames(request, visitor?.ctx.actor);
      const isPart = fragmentOf(request) !== undefined;
      // What asked for a few rows of a form gets what stands instead of the whole form.
      if (isPart && offered) reply.headers({ 'hx-retarget': '#main', 'hx-reswap': 'innerHTML' });
      const drawn = !isPart
        ? drawing.renderPage(view, site)
        : drawing.renderFragment(offered ? withTitle(view) : view.body, { ...site, theme });
      return sendHtml(reply, error.statusCode, drawn.html);
    } catch (cause) {
      log.error({ err: cause, reference: request.id }, 'The error page could not be drawn');
      return reply
        .code(error.statusCode)
        .header('content-type', 'text/plain; charset=utf-8')
        .send(`${error.title}\n\n${error.message}\n\nReference: ${request.id}\n`);
    }
  }

  return async (thrown, request, reply) => {
    const isApi = wantsJson(request);
    const known = knownError(thrown, isApi ? API_LIMIT : FORM_LIMIT);
    const error = asShown(thrown, known, request);
    record(log, thrown, known, request);
    if (error instanceof BodyTooLarge) await swallowBody(request.raw);
    if (error instanceof MethodNotAllowed) reply.header('allow', error.allow.join(', '));
    if (error.statusCode === 503) reply.header('retry-after', RETRY_AFTER);
    reply.header('cache-control', 'no-store');
    if (!isApi) return answerPerson(error, request, reply);
    if (error.statusCode === 401) reply.header('www-authenticate', 'Bearer realm="trovato"');
    return reply
      .code(error.statusCode)
      .header('content-type', PROBLEM_TYPE)
      .send(JSON.stringify(problemDocument(error, request.id)));
  };
}

function asShown(
  thrown: unknown,
  known: TrovatoError | undefined,
  { visitor, method }: FastifyRequest,
): TrovatoError {
  if (known === undefined) return new Fault(thrown);
  if (known instanceof Unavailable && !(known instanceof NotInstalled)) return new Down(known);
  if (known instanceof PluginAtFault) {
    const mends = visitor !== undefined && can(visitor.ctx.actor, ADMINISTER_PLUGINS);
    if (!mends) return new FaultOfPlugin(known);
    return method === 'GET' ? known.whileReading() : known;
  }
  const somebody = visitor !== undefined && visitor.ctx.actor.kind !== 'anonymous';
  // Whoever signs in may well be allowed to.
  if (known instanceof NotAllowed && !somebody) return new NotSignedIn(known.code, known.message);
  return known;
}

function record(
  log: Logger,
  thrown: unknown,
  known: TrovatoError | undefined,
  request: FastifyRequest,
): void {
  const fields = { reference: request.id, method: request.method, path: loggedPath(request) };
  if (known === undefined) log.error({ ...fields, err: thrown }, 'A request failed');
  else if (known instanceof Unavailable) log.warn({ ...fields, code: known.code }, known.message);
  else if (known.statusCode >= 500) {
    // What was behind it, such as the line of a plugin, is for whoever has to mend it.
    log.warn({ ...fields, code: known.code, err: known.cause }, known.message);
  } else log.debug({ ...fields, code: known.code }, known.message);
}

/** Programs are answered with problem+json: what only they ask for, and who asks for JSON. */
function wantsJson({ url, foundPage, headers: { accept } }: FastifyRequest): boolean {
  if (foundPage?.page.answers === 'json') return true;
  if (url === '/api' || url.startsWith('/api/') || url === '/metrics') return true;
  return accept !== undefined && accept.includes('json') && !accept.includes('text/html');
}

/** Whether the same, sent again later, may well be taken. */
function isPassing(error: TrovatoError): boolean {
  return error instanceof NotSignedIn || error.statusCode >= 500;
}

/** What takes the place of all that stands in `main`, its heading too. */
function withTitle({ title, body }: PageView): Element {
  return container({ title: heading(1, title), body });
}

/** An address of this site as a link to it: one that begins with `//` would lead to another. */
function ownPath(url: string): string {
  return url.replace(/^[/\\]+/, '/');
}

/** Where to come back to after signing in: what was sent by POST cannot be sent again. */
function returnTo(request: FastifyRequest): string {
  return request.method === 'POST' ? pathOf(request.url) : request.url;
}
