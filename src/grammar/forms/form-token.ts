import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Clock, type FormStateId, newId, parseId } from '#base';

/** Says that a form was shown by this site to this visitor, not long ago. */
export interface FormTokens {
  /** Each names another rendering of the form. */
  issue(formId: string, formKey: string): string;
  /**
   * Of a good one the rendering that it was issued for. `expired` and `forged` are both refused;
   * an expired one shows that the visitor is real.
   */
  check(
    token: string,
    formId: string,
    formKey: string,
  ): { readonly rendering: FormStateId } | 'expired' | 'forged';
}

/** Long enough for a form that was left open overnight. */
const LIFETIME_SECONDS = 24 * 60 * 60;

export function createFormTokens(secret: string, clock: Clock): FormTokens {
  const now = () => Math.floor(clock.now().getTime() / 1000);
  const sign = (formId: string, formKey: string, time: string, rendering: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify(['form token', formId, formKey, time, rendering]))
      .digest('base64url');

  return {
    issue(formId, formKey) {
      const time = now().toString(36);
      const rendering = newId<'form_state'>();
      return `${time}.${rendering}.${sign(formId, formKey, time, rendering)}`;
    },
    check(token, formId, formKey) {
      const [time = '', named = '', signature = '', ...rest] = token.split('.');
      const expected = Buffer.from(sign(formId, formKey, time, named));
      const given = Buffer.from(signature);
      if (rest.length > 0 || given.length !== expected.length) return 'forged';
      if (!timingSafeEqual(given, expected)) return 'forged';
      const rendering = parseId<'form_state'>(named);
      if (rendering === undefined) return 'forged';
      return now() - Number.parseInt(time, 36) <= LIFETIME_SECONDS ? { rendering } : 'expired';
    },
  };
}
