import { attributes } from '../attributes.ts';
import type { Drawing } from '../drawing.ts';
import type {
  CardElement,
  EmptyStateElement,
  NoticeElement,
  ProgressElement,
  Tone,
} from '../elements/index.ts';
import { drawIcon } from '../icons.ts';
import { escapeHtml } from '../safe-html.ts';
import { safeUrl } from '../urls.ts';

/** Tone is never said by colour alone. */
const TONES: Readonly<Record<Tone, { readonly icon: string; readonly word: string }>> = {
  neutral: { icon: 'info', word: 'Note' },
  info: { icon: 'info', word: 'Note' },
  positive: { icon: 'circle-check', word: 'Done' },
  caution: { icon: 'triangle-alert', word: 'Careful' },
  danger: { icon: 'octagon-alert', word: 'Problem' },
};

export function drawNotice(drawing: Drawing, element: NoticeElement): string {
  const tone = element['#tone'];
  const own = { class: 'notice', 'data-tone': tone };
  const children = element['#children'] === undefined ? '' : drawing.children(element['#children']);
  return `<div${attributes(own, element['#attributes'])}>${drawIcon(TONES[tone].icon, TONES[tone].word)}<div class="notice-body"><p>${escapeHtml(element['#value'])}</p>${children}</div></div>`;
}

export function drawEmptyState(drawing: Drawing, element: EmptyStateElement): string {
  const icon = element['#icon'] === undefined ? '' : drawIcon(element['#icon']);
  const children =
    element['#children'] === undefined
      ? ''
      : `<div class="empty-state-actions">${drawing.children(element['#children'])}</div>`;
  return `<div${attributes({ class: 'empty-state' }, element['#attributes'])}>${icon}<p class="empty-state-title">${escapeHtml(element['#title'])}</p><p>${escapeHtml(element['#value'])}</p>${children}</div>`;
}

export function drawCard(drawing: Drawing, element: CardElement): string {
  const title = element['#title'];
  let head = '';
  if (title !== undefined) {
    const tag = `h${element['#level'] ?? 3}`;
    const url = element['#url'] === undefined ? undefined : safeUrl(element['#url']);
    const text = escapeHtml(title);
    const inside = url === undefined ? text : `<a href="${escapeHtml(url)}">${text}</a>`;
    head = `<${tag} class="card-title">${inside}</${tag}>`;
  }
  return `<div${attributes({ class: 'card' }, element['#attributes'])}>${head}${drawing.children(element['#children'])}</div>`;
}

export function drawProgress(element: ProgressElement): string {
  const { '#value': value, '#max': max = 100 } = element;
  const share =
    value === undefined || max <= 0
      ? ''
      : `<span class="progress-share">${Math.round((100 * value) / max)} %</span>`;
  const own = { value, max: value === undefined ? undefined : max };
  return `<label${attributes({ class: 'progress' }, element['#attributes'])}><span>${escapeHtml(element['#label'])}</span>${share}<progress${attributes(own)}></progress></label>`;
}
