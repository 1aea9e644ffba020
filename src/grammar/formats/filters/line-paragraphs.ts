const BLOCK =
  /<(?:address|article|aside|blockquote|details|dl|div|figure|h[1-6]|hr|nav|ol|p|pre|section|table|ul)\b/i;
const BLOCK_START = new RegExp(`^\\s*${BLOCK.source}`, 'i');
/** Lines in it are its own. */
const PREFORMATTED = /(<pre\b[\s\S]*?<\/pre\s*>)/i;

/**
 * Empty lines make paragraphs, single line breaks `<br>`; text with blocks of its own stays. The
 * editor shows typed lines by this very function, so it must run in browsers too.
 */
export function paragraphsOfLines(text: string): string {
  const lines = text.replaceAll(/\r\n?/g, '\n');
  const parts = lines.split(PREFORMATTED);
  const outside = parts.filter((_, index) => index % 2 === 0).join('');
  // Somebody who writes blocks by hand, or an editor that does, means those.
  if (BLOCK.test(lines) && !/\n[^\S\n]*\n/.test(outside)) return lines;
  return parts
    .map((part, index) => (index % 2 === 0 ? paragraphs(part) : part))
    .filter((part) => part !== '')
    .join('\n');
}

function paragraphs(text: string): string {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map((block) =>
      BLOCK_START.test(block) ? block : `<p>${block.replaceAll('\n', '<br>\n')}</p>`,
    )
    .join('\n');
}
