import { container, dateLocale, type Element, inOrder } from '#grammar/render';
import { LEAVE_PREVIEW } from './preview-pages.ts';
import type { VisitorPreview } from './visitors.ts';

/** Says on every page what the reader is looking at, and how to get back; undefined in live. */
export function previewBand(
  preview: VisitorPreview | undefined,
  { locale, timeZone }: { readonly locale: string; readonly timeZone: string },
): Element | undefined {
  if (preview === undefined) return undefined;
  if (preview.is === 'over')
    return notice('The preview has ended. You see the site as everybody does.');
  const until = new Intl.DateTimeFormat(dateLocale(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(preview.expires);
  return notice(`Preview of “${preview.label}”, until ${until}. Not everybody sees this yet.`, {
    '#type': 'form',
    '#action': LEAVE_PREVIEW,
    '#method': 'post',
    '#attributes': { class: 'notice-action' },
    '#children': {
      button: { '#type': 'button', '#value': 'Leave preview', '#look': 'link', '#icon': 'log-out' },
    },
  });
}

function notice(text: string, way?: Element): Element {
  return container(
    inOrder({ '#type': 'notice', '#tone': 'info', '#value': text, '#children': inOrder(way) }),
  );
}
