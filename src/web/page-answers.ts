import { BadRequest, type Clock, localAddress } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Drawn, Pages } from '#grammar/theme';
import type { Download, Message, PageAnswer, PageView, Redirect } from '#grammar/routes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASK_AGAIN, cacheHeaders } from './cache-headers.ts';
import { type Cookies, MESSAGES_COOKIE, PREVIEW_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { FlashMessages } from './flash-messages.ts';
import { fragmentOf } from './fragment-of.ts';
import type { Frames } from './frames.ts';
import { framedHeaders } from './security-headers.ts';
import type { Visitor } from './visitors.ts';

/** What becomes of what the handlers of pages answer. */
export interface PageAnswers {
  /** Sends it. */
  readonly send: AnswerPage;
  /** Draws a page with the messages that wait for this reader, for who sends it otherwise. */
  draw(
    request: FastifyRequest,
    ctx: RequestContext,
    answer: PageView,
    waiting?: readonly Message[],
  ): Promise<Drawn>;
}

/** Sends what the handler of a page answered. */
type AnswerPage = (
  request: FastifyRequest,
  reply: FastifyReply,
  visitor: Visitor,
  answer: PageAnswer,
) => Promise<FastifyReply>;

export function createPageAnswers(options: {
  readonly drawing: Pages;
  readonly frames: Frames;
  readonly cookies: Cookies;
  readonly flash: FlashMessages;
  readonly clock: Clock;
  readonly production: boolean;
}): PageAnswers {
  const { drawing, frames, cookies, flash, clock, production } = options;

  const draw: PageAnswers['draw'] = async (request, ctx, answer, waiting = []) => {
    const view = await drawing.prepare(ctx, answer, request.url);
    const messages = [...waiting, ...(view.messages ?? [])];
    return drawing.renderPage(
      messages.length === 0 ? view : { ...view, messages },
      frames(request, ctx.actor),
    );
  };

  async function sendPage(
    request: FastifyRequest,
    reply: FastifyReply,
    { ctx }: Visitor,
    answer: PageView,
  ): Promise<FastifyReply> {
    const drawn = await draw(request, ctx, answer, takeMessages(request, reply));
    if (answer.preview !== undefined) reply.headers(framedHeaders);
    return sendDrawn(reply, answer.status ?? 200, drawn);
  }

  function sendDrawn(reply: FastifyReply, status: number, drawn: Drawn) {
    const headers = cacheHeaders(drawn.dependencies, { production });
    return sendHtml(reply, status, drawn.html, headers);
  }

  function takeMessages(request: FastifyRequest, reply: FastifyReply): readonly Message[] {
    const sealed = request.cookies[MESSAGES_COOKIE];
    if (sealed === undefined) return [];
    cookies.clear(request, reply, MESSAGES_COOKIE);
    return flash.open(sealed, clock.now());
  }

  function sendRedirect(request: FastifyRequest, reply: FastifyReply, answer: Redirect) {
    if (answer.session === null) cookies.clear(request, reply, SESSION_COOKIE);
    else if (answer.session !== undefined) {
      cookies.set(request, reply, SESSION_COOKIE, answer.session);
    }
    if (answer.preview === null) cookies.clear(request, reply, PREVIEW_COOKIE);
    else if (answer.preview !== undefined) {
      const { token, until } = answer.preview;
      const seconds = Math.ceil((until.getTime() - clock.now().getTime()) / 1000);
      cookies.set(request, reply, PREVIEW_COOKIE, token, seconds);
    }
    if (answer.messages?.length) {
      const sealed = flash.seal(answer.messages, clock.now());
      cookies.set(request, reply, MESSAGES_COOKIE, sealed, flash.maxAge);
    }
    return sendElsewhere(request, reply, localPath(answer.to));
  }

  const send: AnswerPage = async (request, reply, visitor, answer) => {
    switch (answer.kind) {
      case 'page':
        return sendPage(request, reply, visitor, answer);
      case 'fragment': {
        const site = frames(request, visitor.ctx.actor);
        const texts = await drawing.prepareTexts(visitor.ctx, answer.body);
        const drawn = drawing.renderFragment(answer.body, {
          ...site,
          theme: themeOf(request),
          ...texts,
        });
        return sendDrawn(reply, answer.status ?? 200, drawn);
      }
      case 'redirect':
        return sendRedirect(request, reply, answer);
      case 'download':
        return sendDownload(reply, answer);
    }
  };
  return { send, draw };
}

/** A part is drawn as the page around it is, which only its address tells. */
export function themeOf({ url }: FastifyRequest): 'site' | 'admin' {
  return url.startsWith('/admin') ? 'admin' : 'site';
}

/** What htmx swaps in is a part: it must be told to open the next page as a whole. */
export function sendElsewhere(
  request: FastifyRequest,
  reply: FastifyReply,
  to: string,
): FastifyReply {
  reply.header('cache-control', 'no-store');
  return fragmentOf(request) === undefined
    ? reply.redirect(to, 303)
    : reply.code(204).header('hx-redirect', to).send();
}

/** HTML that nobody keeps without asking again, unless `headers` say otherwise. */
export function sendHtml(
  reply: FastifyReply,
  status: number,
  html: string,
  headers: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply
    .code(status)
    .headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': ASK_AGAIN, ...headers })
    .send(html);
}

function sendDownload(reply: FastifyReply, answer: Download): FastifyReply {
  const { status = 200, mime, body, filename, inline, headers } = answer;
  reply.code(status).header('content-type', mime).header('cache-control', ASK_AGAIN);
  if (filename !== undefined) {
    reply.header('content-disposition', disposition(inline ? 'inline' : 'attachment', filename));
  }
  if (headers) reply.headers(headers);
  return reply.send(status === 304 ? undefined : body);
}

/** RFC 6266: a plain name for old clients, and the true one in UTF-8. */
function disposition(kind: 'inline' | 'attachment', filename: string): string {
  const plain = filename.replaceAll(/[^\w.() -]/g, '_');
  const encoded = encodeURIComponent(filename.toWellFormed()).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
  return `${kind}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** `to` when it stays on this site. */
function localPath(to: string): string {
  const local = localAddress(to);
  if (local !== undefined) return local;
  throw new BadRequest('web.foreign_redirect', 'The address to go to next is not on this site.');
}
