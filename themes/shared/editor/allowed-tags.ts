/** Attributes that may be written, by tag. */
export type AllowedTags = ReadonlyMap<string, readonly string[]>;

/** What may be written in a format. */
export interface Abilities {
  readonly tags: AllowedTags;
  /** Whether the format shows lines as paragraphs. */
  readonly lines: boolean;
}

/** Tags as the page tells them: `<a href title> <em>`. */
export function readAllowedTags(text: string): AllowedTags {
  return new Map(
    [...text.matchAll(/<([^\s<>]+)([^<>]*)>/g)].map(([, tag = '', attributes = '']) => [
      tag,
      attributes.split(' ').filter((name) => name !== ''),
    ]),
  );
}

/** The abilities that `data-rich-text` gives for `format`; undefined: the editor cannot write it. */
export function abilitiesFor(data: string, format: string): Abilities | undefined {
  const formats: Record<string, { tags: string; lines: boolean }> = JSON.parse(data);
  const found = Object.hasOwn(formats, format) ? formats[format] : undefined;
  if (found === undefined) return undefined;
  const tags = readAllowedTags(found.tags);
  // Every text that is written has paragraphs.
  return tags.has('p') ? { tags, lines: found.lines } : undefined;
}
