import { drawIcon } from '../icons.ts';
import { escapeHtml } from '../safe-html.ts';

/** The inside of a button or link: icon and text, or an icon with the text for screen readers. */
export function labelled(text: string, icon?: string, iconOnly?: boolean): string {
  const label = escapeHtml(text);
  const drawn = icon === undefined ? '' : drawIcon(icon);
  if (drawn === '') return label;
  return iconOnly
    ? `${drawn}<span class="visually-hidden">${label}</span>`
    : `${drawn}<span>${label}</span>`;
}
