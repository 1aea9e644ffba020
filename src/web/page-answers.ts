import { BadRequest, type Clock } from '#base';
import type { Pages } from '#grammar/theme';
import type { Download, Message, PageAnswer, PageView, Redirect } from '#grammar/routes';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Cookies, MESSAGES_COOKIE, SESSION_COOKIE } from './cookies.ts';
import type { FlashMessages } from './flash-messages.ts';
import { fragmentOf } from './fragment-of.ts';
import type { Frames } from './frames.ts';
import type { Visitor } from './visitors.ts';

/** Sends what the handler of a page answered. */
export type AnswerPage = (
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
}): AnswerPage {
  const { drawing, frames, cookies, flash, clock } = options;

  function sendPage(
    request: FastifyRequest,
    reply: FastifyReply,
    visitor: Visitor,
    view: PageView,
  ): FastifyReply {
    const messages = [...takeMessages(request, reply), ...(view.messages ?? [])];
    const html = drawing.renderPage(
      messages.length === 0 ? view : { ...view, messages },
      frames(request, visitor.ctx.actor),
    );
    return sendHtml(reply, view.status ?? 200, html);
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
    if (answer.messages?.length) {
      const sealed = flash.seal(answer.messages, clock.now());
      cookies.set(request, reply, MESSAGES_COOKIE, sealed, flash.maxAge);
    }
    return sendElsewhere(request, reply, localPath(answer.to));
  }

  return async (request, reply, visitor, answer) => {
    switch (answer.kind) {
      case 'page':
        return sendPage(request, reply, visitor, answer);
      case 'fragment': {
        const site = frames(request, visitor.ctx.actor);
        const html = drawing.renderFragment(answer.body, { ...site, theme: themeOf(request) });
        return sendHtml(reply, answer.status ?? 200, html);
      }
      case 'redirect':
        return sendRedirect(request, reply, answer);
      case 'download':
        return sendDownload(reply, answer);
    }
  };
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

/** HTML that no shared cache keeps and that the browser asks for again before it shows it. */
export function sendHtml(reply: FastifyReply, status: number, html: string): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'private, no-cache')
    .send(html);
}

function sendDownload(reply: FastifyReply, answer: Download): FastifyReply {
  const { status = 200, mime, body, filename, inline, headers } = answer;
  reply.code(status).header('content-type', mime).header('cache-control', 'private, no-cache');
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

/** `to` when it stays on this site: nobody can be sent elsewhere by a link that they trust. */
function localPath(to: string): string {
  const parsed = URL.parse(to, 'http://site.invalid');
  // Dots are resolved by now: `/.//example.org` became `//example.org`, another host.
  const isForeign = parsed?.host !== 'site.invalid' || parsed.pathname.startsWith('//');
  if (!to.startsWith('/') || isForeign) {
    throw new BadRequest('web.foreign_redirect', 'The address to go to next is not on this site.');
  }
  return parsed.pathname + parsed.search + parsed.hash;
}
