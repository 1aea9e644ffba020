import { createHash } from 'node:crypto';
import { type Actor, can, type Permission, type RequestContext } from '#grammar/access';
import { escapeHtml, type SafeHtml, trusted } from '#grammar/render';
import { createTaps, type Taps } from '#grammar/taps';
import { type Logger, silentLog } from '#platform/telemetry';
import { LRUCache } from 'lru-cache';
import { type CompiledFormat, compileFormat } from './compile-format.ts';
import { kernelFormats } from './kernel-formats.ts';
import { listPluginFilters, type PluginFilter } from './plugin-filters.ts';
import { type FormattedText, prepareTexts } from './prepare-texts.ts';
import { textOfHtml } from './sanitise.ts';
import { PLAIN_TEXT, type TextFormat, usePermission } from './text-format.ts';
import type { WrittenHtml } from './written-html.ts';

export interface TextFormats {
  /** `text` as the format shows it; a format that is gone shows it as plain, escaped text. */
  apply(format: string, text: string): SafeHtml;
  /**
   * What has to be known before `texts` can be drawn: filters of plugins are asked for theirs. The
   * answer draws them, and everything else as `apply` does; it is carried in one drawing.
   */
  prepare(ctx: RequestContext, texts: readonly FormattedText[]): Promise<Shown>;
  /** Whether there is any format that needs `prepare`. */
  asksPlugins(): boolean;
  /** The formats that the actor may write in, in order, with what there is to know of each. */
  list(actor: Actor): readonly OfferedFormat[];
  /** Whether the actor may write in `format`. */
  mayUse(actor: Actor, format: string): boolean;
  has(format: string): boolean;
  /**
   * Whether the actor has to leave texts in `format` as they are: under another format they would
   * turn into something else. What is in a format that is gone is anybody's to put right.
   */
  locks(actor: Actor, format: string): boolean;
  /** What `text` says without its markup: search, summaries, CSV. */
  toText(format: string, text: string): string;
  /** `use text format NAME` for each that is not for everybody. */
  permissions(): readonly Permission[];
  /** All there are, in order. */
  all(): readonly TextFormat[];
  /**
   * Takes a format that is not saved, to be looked at. Answers the name that `apply` knows it by
   * for a while, and nobody can write in.
   */
  tryOut(format: TextFormat): string;
  /** The filters that plugins offer now. */
  pluginFilters(ctx: RequestContext): Promise<readonly PluginFilter[]>;
}

/** A format to choose; `help` says what is allowed in it. */
export interface OfferedFormat {
  readonly value: string;
  readonly label: string;
  readonly help: string;
  /** What an editor may write in it; undefined: it is not written as HTML. */
  readonly html?: WrittenHtml;
}

/** Draws texts in formats. */
export type Shown = Pick<TextFormats, 'apply'>;

export interface TextFormatOptions {
  /** The site's formats in order, the same objects as long as they are the same. */
  readonly formats?: () => readonly TextFormat[];
  readonly taps?: Taps;
  readonly log?: Logger;
}

// Sanitising costs 0.1 to 0.3 ms for an ordinary text; 16 MB hold some thousand of them.
const CACHE_BYTES = 16 * 1024 * 1024;
/** Formats that are being changed at the same time. */
const TRIED = 100;

/**
 * The site's text formats. Output is kept by content and version of the format, so that it is made
 * once for each text, and anew when the format was changed.
 */
export function createTextFormats(options: TextFormatOptions = {}): TextFormats {
  const { formats = () => kernelFormats, log = silentLog } = options;
  const taps = options.taps ?? createTaps([]);
  const known = new WeakMap<TextFormat, CompiledFormat>();
  const tried = new LRUCache<string, CompiledFormat>({ max: TRIED });
  const cache = new LRUCache<string, SafeHtml>({
    maxSize: CACHE_BYTES,
    sizeCalculation: (value, key) => 2 * (value.toString().length + key.length) + 64,
  });

  function compiled(format: TextFormat): CompiledFormat {
    const before = known.get(format);
    if (before) return before;
    const made = compileFormat(format, log);
    known.set(format, made);
    return made;
  }
  const saved = (name: string) => formats().find((format) => format.name === name);
  function find(name: string): CompiledFormat | undefined {
    const format = saved(name);
    return format ? compiled(format) : tried.get(name);
  }
  const shown: Shown = {
    apply(name, text) {
      const format = find(name);
      if (format === undefined) return trusted(escapeHtml(text));
      // A long text is not kept twice: its digest stands for it.
      const body = text.length < 200 ? text : createHash('sha256').update(text).digest('base64');
      const key = `${format.version}\n${text.length}\n${body}`;
      const before = cache.get(key);
      if (before !== undefined) return before;
      const html = format.steps.reduce((now, step) => (step.plugin ? now : step.apply(now)), text);
      const safe = trusted(format.sanitise(html));
      cache.set(key, safe);
      return safe;
    },
  };

  return {
    ...shown,
    prepare: (ctx, texts) => prepareTexts({ find, taps, shown }, ctx, texts),
    asksPlugins: () =>
      formats().some((format) => compiled(format).asksPlugins) ||
      [...tried.values()].some((format) => format.asksPlugins),
    list: (actor) =>
      formats()
        .filter((format) => may(actor, format))
        .map((format) => {
          const { tips, html } = compiled(format);
          const offered = { value: format.name, label: format.label, help: tips };
          return html === undefined ? offered : { ...offered, html };
        }),
    mayUse(actor, name) {
      const format = saved(name);
      return format !== undefined && may(actor, format);
    },
    has: (name) => saved(name) !== undefined,
    locks(actor, name) {
      const format = saved(name);
      return format !== undefined && !may(actor, format);
    },
    toText(name, text) {
      const format = find(name);
      return format === undefined || format.showsHtmlAsTyped ? text.trim() : textOfHtml(text);
    },
    permissions: () =>
      formats()
        .filter(({ name }) => name !== PLAIN_TEXT)
        .map(({ name, label }) => ({
          name: usePermission(name),
          label: `Write in ${label}`,
          group: 'Text formats',
        })),
    all: formats,
    tryOut(format) {
      const made = compileFormat(format, log);
      // No format can be saved under a name like this.
      const name = `tried out ${made.version}`;
      tried.set(name, made);
      return name;
    },
    pluginFilters: (ctx) => listPluginFilters(taps, ctx),
  };
}

function may(actor: Actor, { name }: TextFormat): boolean {
  return name === PLAIN_TEXT || can(actor, usePermission(name));
}
