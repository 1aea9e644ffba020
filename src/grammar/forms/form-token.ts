import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Clock, type FormStateId, LIVE, newId, parseId, type StageId } from '#base';

/** Says that a form was shown by this site to this visitor, not long ago. */
export interface FormTokens {
  /** Each names another rendering of the form, and the stage that it was shown in. */
  issue(formId: string, formKey: string, stage?: StageId): string;
  /**
   * Of a good one the rendering that it was issued for. All others are refused; one that is expired,
   * or was issued in another stage (`elsewhere`), shows that the visitor is real.
   */
  check(
    token: string,
    formId: string,
    formKey: string,
    stage?: StageId,
  ): { readonly rendering: FormStateId } | 'expired' | 'elsewhere' | 'forged';
}

/** Long enough for a form that was left open overnight. */
const LIFETIME_SECONDS = 24 * 60 * 60;

export function createFormTokens(secret: string, clock: Clock): FormTokens {
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const sign = (formId: string, formKey: string, ...rest: readonly string[]) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['form token', formId, formKey, ...rest]))
      .digest('base64url');

  return {
    issue(formId, formKey, stage = LIVE) {
      const time = now().toString(36);
      const rendering = newId<'form_state'>();
      const where = stage === LIVE ? [] : [stage];
      const signature = sign(formId, formKey, time, rendering, ...where);
      return [time, rendering, signature, ...where].join('.');
    },
    check(token, formId, formKey, stage = LIVE) {
      const [time = '', named = '', signature = '', where, ...rest] = token.split('.');
      const place = where === undefined ? [] : [where];
      const expected = Buffer.from(sign(formId, formKey, time, named, ...place));
      const given = Buffer.from(signature);
      if (rest.length > 0 || given.length !== expected.length) return 'forged';
      if (!timingSafeEqual(given, expected)) return 'forged';
      const rendering = parseId<'form_state'>(named);
      if (rendering === undefined) return 'forged';
      if ((where ?? LIVE) !== stage) return 'elsewhere';
      return now() - Number.parseInt(time, 36) <= LIFETIME_SECONDS ? { rendering } : 'expired';
    },
  };
}
