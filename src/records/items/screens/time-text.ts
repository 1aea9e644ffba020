import type { RequestContext } from '#grammar/access';
import { dateLocale } from '#grammar/render';

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A time of the site inside a sentence, where no element can stand: a title, a message. With
 * seconds, by which revisions that were saved in one minute are told apart.
 */
export function timeText(ctx: RequestContext, timeZone: string, time: Date): string {
  const key = `${ctx.locale}|${timeZone}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(dateLocale(ctx.locale), {
      dateStyle: 'medium',
      timeStyle: 'medium',
      timeZone,
    });
    formats.set(key, format);
  }
  return format.format(time);
}
