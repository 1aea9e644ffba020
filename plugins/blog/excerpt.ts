const LONGEST = 220;

/**
 * The beginning of a text, without its markup unless it is `plain` and has none, up to the last
 * whole word that fits.
 */
export function excerpt(text: string, plain = false): string {
  const words = (plain ? text : withoutMarkup(text)).replaceAll(/\s+/g, ' ').trim();
  const points = Array.from(words);
  if (points.length <= LONGEST) return words;
  const cut = points.slice(0, LONGEST).join('');
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > LONGEST / 2 ? space : LONGEST).replace(/[\s.,;:–—-]+$/, '')}…`;
}

function withoutMarkup(text: string): string {
  return text
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&nbsp;/g, ' ')
    .replaceAll(/&lt;/g, '<')
    .replaceAll(/&gt;/g, '>')
    .replaceAll(/&quot;/g, '"')
    .replaceAll(/&amp;/g, '&');
}
