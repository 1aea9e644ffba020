import { LIVE } from '#base';
import type { Actor, RequestContext } from '#grammar/access';
import { audience } from '#grammar/access';
import type { PageAnswer, PageView } from '#grammar/routes';
import type { Drawn } from '#grammar/theme';
import { type Cache, isToldByTables } from '#platform/cache';
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ASK_AGAIN, cacheHeaders } from './cache-headers.ts';
import { CHOICES_COOKIE, MESSAGES_COOKIE, PREVIEW_COOKIE, SESSION_COOKIE } from './cookies.ts';
import { fragmentOf } from './fragment-of.ts';
import type { Frames } from './frames.ts';
import { isKnownTag } from './known-tag.ts';
import { type PackedPage, packedPages, packPage } from './packed-page.ts';
import type { Visitor } from './visitors.ts';

/** Whole pages for readers who are not signed in, drawn and compressed once. */
export interface KeptPages {
  /** Sends the kept page, or what `handle` answers, which is then kept if that is safe. */
  answer(
    request: FastifyRequest,
    reply: FastifyReply,
    visitor: Visitor,
    handle: () => Promise<PageAnswer>,
  ): Promise<FastifyReply>;
}

/** What a kernel needs to know for that. */
export interface PageKeeping {
  readonly cache: Cache;
  /**
   * Says everything that pages are made from and that kernels keep in memory, such as item types:
   * a kernel that has not heard of a change yet keeps its pages under another key.
   */
  basis(actor: Actor): string;
  /** Whether a plugin was asked in this request: only it knows what its answers depend on. */
  pluginsTookPart(ctx: RequestContext): boolean;
}

/** Seconds: a page may say “two hours ago”, and that is nothing that changes in a table. */
const LONGEST = 300;
/** Cookies by which a page can be another one. */
const PERSONAL = [SESSION_COOKIE, MESSAGES_COOKIE, CHOICES_COOKIE, PREVIEW_COOKIE];

type Made = PackedPage | { readonly kind: 'other'; readonly send: () => Promise<FastifyReply> };

export function createKeptPages(options: {
  readonly keeping: PageKeeping;
  readonly frames: Frames;
  readonly production: boolean;
  readonly draw: (request: FastifyRequest, ctx: RequestContext, view: PageView) => Promise<Drawn>;
  /** Sends what is not kept. */
  readonly send: (
    request: FastifyRequest,
    reply: FastifyReply,
    visitor: Visitor,
    answer: PageAnswer,
  ) => Promise<FastifyReply>;
}): KeptPages {
  const { keeping, frames, production, draw, send } = options;
  const bin = keeping.cache.bin<Made>('page', packedPages);

  /** Everything that the page is made from besides what its cache tags say. */
  function keyOf(request: FastifyRequest, { ctx }: Visitor) {
    const { now: _now, url, origin = '', ...frame } = frames(request, ctx.actor);
    const basis = hash(keeping.basis(ctx.actor) + JSON.stringify(frame));
    return { id: [origin, url, basis], stage: ctx.stage, audience: audience(ctx.actor) };
  }

  async function make(
    request: FastifyRequest,
    reply: FastifyReply,
    visitor: Visitor,
    handle: () => Promise<PageAnswer>,
  ) {
    const { ctx } = visitor;
    const answer = await handle();
    const other = { kind: 'other', send: () => send(request, reply, visitor, answer) } as const;
    const notKept = { value: other, cacheTags: [], maxAge: 0 };
    if (answer.kind !== 'page' || !isForEverybody(answer)) return notKept;
    const drawn = await draw(request, ctx, answer);
    const { dependencies } = drawn;
    const { cacheTags, contexts, maxAge = LONGEST } = dependencies;
    const isPersonal =
      contexts.has('user') || contexts.has('session') || reply.hasHeader('set-cookie');
    const isTold = cacheTags.size > 0 && [...cacheTags].every(isToldByTables);
    if (isPersonal || !isTold || keeping.pluginsTookPart(ctx)) return notKept;
    const headers = cacheHeaders(dependencies, { production });
    return {
      value: await packPage(drawn.html, headers),
      cacheTags: [...cacheTags, 'site'],
      maxAge: Math.min(maxAge, LONGEST),
    };
  }

  return {
    async answer(request, reply, visitor, handle) {
      if (!mayBeKept(request, visitor)) return send(request, reply, visitor, await handle());
      const made = await bin.getOrCompute(keyOf(request, visitor), () =>
        make(request, reply, visitor, handle),
      );
      return made.kind === 'other' ? made.send() : sendPacked(request, reply, made);
    },
  };
}

function mayBeKept(request: FastifyRequest, { ctx }: Visitor): boolean {
  return (
    ctx.actor.kind === 'anonymous' &&
    // A preview shows what changes all the time, to few.
    ctx.stage === LIVE &&
    fragmentOf(request) === undefined &&
    PERSONAL.every((name) => request.cookies[name] === undefined)
  );
}

function isForEverybody({
  status = 200,
  theme,
  sealed,
  preview,
  messages = [],
}: PageView): boolean {
  return (
    status === 200 && theme !== 'admin' && !sealed && preview === undefined && messages.length === 0
  );
}

function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  { html, br, gzip, etag, headers }: PackedPage,
): FastifyReply {
  reply.headers({ ...headers, 'cache-control': ASK_AGAIN, vary: 'accept-encoding, cookie', etag });
  if (isKnownTag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  reply.code(200).header('content-type', 'text/html; charset=utf-8');
  const accepted = request.headers['accept-encoding'] ?? '';
  if (takes(accepted, 'br')) return reply.header('content-encoding', 'br').send(br);
  if (takes(accepted, 'gzip')) return reply.header('content-encoding', 'gzip').send(gzip);
  return reply.send(html);
}

/** Whether it is among what a browser takes, and not only named to be refused. */
function takes(accepted: string, encoding: string): boolean {
  return accepted.split(',').some((one) => {
    const [name = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return name === encoding && !parameters.some((part) => /^q=0(?:\.0*)?$/.test(part));
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}
