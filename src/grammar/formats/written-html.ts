import { SAFE_TAGS, together } from './safe-tags.ts';
import { writeTags } from './tag-list.ts';
import type { Filter } from './filter.ts';
import type { JsonObject } from '#base';

/** What an editor may write in a format, so that the format leaves it as it is. */
export interface WrittenHtml {
  /** Tags with their attributes: `<a href title> <em>`. */
  readonly tags: string;
  /** Whether lines without blocks are shown as paragraphs. */
  readonly lines: boolean;
}

/**
 * What is written in a format with these filters; undefined when that is no HTML. What a filter of
 * a plugin reads, only the plugin knows.
 */
export function writtenHtml(
  uses: readonly { readonly filter: Filter; readonly settings: JsonObject }[],
  asksPlugins: boolean,
): WrittenHtml | undefined {
  if (asksPlugins || uses.some(({ filter }) => filter.name === 'escape')) return undefined;
  const limit = uses.find(({ filter }) => filter.allows !== undefined);
  const allowed = limit?.filter.allows?.(limit.settings) ?? SAFE_TAGS;
  const read = uses.map(({ filter, settings }) => filter.reads(settings));
  const breaks = uses.find(({ filter }) => filter.name === 'line_breaks');
  const made = breaks?.filter.produces(breaks.settings) ?? {};
  const written = together([allowed, made]);
  // What is read of a tag that is not allowed comes to nothing.
  const useful = read.map((tags) =>
    Object.fromEntries(Object.entries(tags).filter(([tag]) => Object.hasOwn(written, tag))),
  );
  return { tags: writeTags(together([written, ...useful])), lines: breaks !== undefined };
}
