import { createHash } from 'node:crypto';
import { Misconfigured } from '#base';
import { type Actor, can, type Permission } from '#grammar/access';
import { escapeHtml, type SafeHtml, trusted } from '#grammar/render';
import { LRUCache } from 'lru-cache';
import type { Filter } from './filters.ts';
import { kernelFormats } from './kernel-formats.ts';
import { textOfHtml } from './sanitise.ts';

/** A named chain of filters that makes text of people safe to show. */
export interface TextFormat {
  readonly name: string;
  readonly label: string;
  /** In order; the last one limits the tags. */
  readonly filters: readonly Filter[];
  /** Needs no permission. */
  readonly forEverybody?: boolean;
}

export interface TextFormats {
  /** `text` as the format shows it; a format that is gone shows it as plain, escaped text. */
  apply(format: string, text: string): SafeHtml;
  /** The formats that the actor may write in, in order of preference. */
  list(actor: Actor): readonly { readonly value: string; readonly label: string }[];
  /** Whether the actor may write in `format`. */
  mayUse(actor: Actor, format: string): boolean;
  has(format: string): boolean;
  /** What `text` says without its markup: search, summaries, CSV. */
  toText(format: string, text: string): string;
  /** `use text format NAME` for each that is not for everybody. */
  permissions(): readonly Permission[];
}

// Sanitising costs 0.1 to 0.3 ms for an ordinary text; 16 MB hold some thousand of them.
const CACHE_BYTES = 16 * 1024 * 1024;

/** The site's text formats. Output is kept by content, so that it is made once for each text. */
export function createTextFormats(formats: readonly TextFormat[] = kernelFormats): TextFormats {
  for (const { name, filters } of formats) {
    if (filters.at(-1)?.name !== 'limit_tags') {
      throw new Misconfigured(
        'formats.unsafe',
        `The text format "${name}" does not end with the filter that limits tags; put it last.`,
      );
    }
  }
  const byName = new Map(formats.map((format) => [format.name, format]));
  const cache = new LRUCache<string, SafeHtml>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (value, key) => 2 * (value.toString().length + key.length) + 64,
  });
  const permission = (format: TextFormat) => `use text format ${format.name}`;
  const may = (actor: Actor, format: TextFormat) =>
    format.forEverybody === true || can(actor, permission(format));

  return {
    apply(name, text) {
      const format = byName.get(name);
      if (format === undefined) return trusted(escapeHtml(text));
      // A long text is not kept twice: its digest stands for it.
      const body = text.length < 200 ? text : createHash('sha256').update(text).digest('base64');
      const key = `${name}\n${text.length}\n${body}`;
      const known = cache.get(key);
      if (known !== undefined) return known;
      let html = text;
      for (const filter of format.filters) html = filter.apply(html);
      const safe = trusted(html);
      cache.set(key, safe);
      return safe;
    },
    list: (actor) =>
      formats
        .filter((format) => may(actor, format))
        .map((format) => ({ value: format.name, label: format.label })),
    mayUse(actor, name) {
      const format = byName.get(name);
      return format !== undefined && may(actor, format);
    },
    has: (name) => byName.has(name),
    toText(name, text) {
      const format = byName.get(name);
      return format === undefined || format.filters[0]?.name === 'escape'
        ? text.trim()
        : textOfHtml(text);
    },
    permissions: () =>
      formats
        .filter((format) => format.forEverybody !== true)
        .map((format) => ({
          name: permission(format),
          label: `Write in ${format.label}`,
          group: 'Text formats',
        })),
  };
}
