import type { RequestContext } from '#grammar/access';

const formats = new Map<string, Intl.DateTimeFormat>();

/** A time inside a sentence, where no element can stand: a title, a message. */
export function timeText(ctx: RequestContext, time: Date): string {
  let format = formats.get(ctx.locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(ctx.locale, {
      dateStyle: 'medium',
      timeStyle: 'short',
      timeZone: 'UTC',
    });
    formats.set(ctx.locale, format);
  }
  return format.format(time);
}
