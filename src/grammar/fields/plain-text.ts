import sanitizeHtml from 'sanitize-html';

const ENTITIES: { readonly [entity: string]: string } = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
};

/** What is left of a text in a text format without its markup: for summaries. */
export function plainTextOf(text: string, format: string): string {
  if (format === 'plain_text') return text;
  // Words of neighbouring paragraphs would run together without the space.
  const spaced = text.replace(/<(?:\/(?:p|div|li|h[1-6]|blockquote|td|th)|br\s{0,5}\/?)>/gi, '$& ');
  const escaped = sanitizeHtml(spaced, { allowedTags: [], allowedAttributes: {} });
  return escaped.replace(/&(?:amp|lt|gt|quot);/g, (entity) => ENTITIES[entity] ?? entity);
}
