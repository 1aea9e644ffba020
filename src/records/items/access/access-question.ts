import { NotAllowed } from '#base';
import type { RequestContext } from '#grammar/access';

/** Content was asked for by somebody who is being asked who may see content. */
class AskedBack extends NotAllowed {
  constructor() {
    super(
      'item.asked_back',
      'While a plugin is asked who may do what, it cannot ask for content: that would never end.',
    );
  }
}

const made = new WeakMap<RequestContext, RequestContext>();
const questions = new WeakSet<RequestContext>();

/** The context in which plugins are asked about access: the same for the whole request. */
export function questionContext(ctx: RequestContext): RequestContext {
  if (questions.has(ctx)) return ctx;
  const known = made.get(ctx);
  if (known) return known;
  const question = { ...ctx, origin: ctx.origin ?? ctx };
  questions.add(question);
  made.set(ctx, question);
  return question;
}

/** Throws when content is asked for in such a context. */
export function refuseAskedBack(ctx: RequestContext): void {
  if (questions.has(ctx)) throw new AskedBack();
}
