import { diffWordsWithSpace } from 'diff';
import { attributes } from '../attributes.ts';
import type { DifferenceElement } from '../elements/index.ts';
import { escapeHtml } from '../safe-html.ts';

// Two quite different texts of 100 KB take seconds to compare; after this they are simply
// shown one after the other.
const LONGEST_MS = 100;

export function drawDifference(element: DifferenceElement): string {
  const { '#before': before, '#after': after } = element;
  const parts = diffWordsWithSpace(before, after, { timeout: LONGEST_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  let out = '';
  for (const part of parts) {
    if (part.value === '') continue;
    const text = escapeHtml(part.value);
    out += part.added ? `<ins>${text}</ins>` : part.removed ? `<del>${text}</del>` : text;
  }
  return `<div${attributes({ class: 'difference' }, element['#attributes'])}>${out}</div>`;
}
