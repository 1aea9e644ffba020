import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject } from '#base';
import type { Logger } from '#platform/telemetry';
import type { Filter } from './filter.ts';
import { findFilter } from './kernel-filters.ts';
import { isOfPlugin } from './plugin-filters.ts';
import { SAFE_TAGS, together } from './safe-tags.ts';
import { createSanitiser } from './sanitise.ts';
import type { TextFormat } from './text-format.ts';
import { type WrittenHtml, writtenHtml } from './written-html.ts';

/** A format ready to be applied. */
export interface CompiledFormat {
  readonly format: TextFormat;
  /** Other for every other way of showing a text. */
  readonly version: string;
  readonly steps: readonly Step[];
  /** Whether only plugins can say how a text of it is shown. */
  readonly asksPlugins: boolean;
  readonly showsHtmlAsTyped: boolean;
  sanitise(html: string): string;
  /** What somebody who writes in it should know. */
  readonly tips: string;
  /** What an editor may write in it; undefined: it is not written as HTML. */
  readonly html: WrittenHtml | undefined;
}

/** One filter: what it does, or the plugin that has to be asked. */
export type Step =
  | { readonly name: string; readonly plugin: false; apply(text: string): string }
  | { readonly name: string; readonly plugin: true; readonly settings: JsonObject };

/** Filters that are not there any more are passed over: what they leave is sanitised all the same. */
export function compileFormat(format: TextFormat, log: Logger): CompiledFormat {
  const uses = format.filters.flatMap(({ name, settings }) => {
    const filter = findFilter(name);
    return filter ? [{ filter, settings: filter.read(settings).settings }] : [];
  });
  const limit = uses.find(({ filter }) => filter.allows !== undefined);
  const allowed = together([
    limit?.filter.allows?.(limit.settings) ?? SAFE_TAGS,
    ...uses.map(({ filter, settings }) => filter.produces(settings)),
  ]);
  const steps = format.filters.flatMap(({ name, settings }): readonly Step[] => {
    const filter = findFilter(name);
    if (filter) return [{ name, plugin: false, apply: orAsItWas(filter, settings, log) }];
    return isOfPlugin(name) ? [{ name, plugin: true, settings }] : [];
  });
  const showsHtmlAsTyped = uses.some(({ filter }) => filter.name === 'escape');
  // Which tags are allowed is what people look for first.
  const tips = [
    showsHtmlAsTyped ? undefined : (limit?.filter.tip(limit.settings) ?? ALL_ALLOWED),
    ...uses.filter((use) => use !== limit).map(({ filter, settings }) => filter.tip(settings)),
  ];
  const asksPlugins = steps.some((step) => step.plugin);
  const text = canonicalJson(format.filters);
  return {
    format,
    version: createHash('sha256').update(text).digest('base64').slice(0, 16),
    steps,
    asksPlugins,
    showsHtmlAsTyped,
    sanitise: createSanitiser(allowed),
    tips: tips.filter((tip) => tip !== undefined).join(' '),
    html: writtenHtml(uses, asksPlugins),
  };
}

const ALL_ALLOWED = 'Allowed: every tag that does no harm.';

/** A filter that fails leaves the text to the others. */
function orAsItWas(filter: Filter, settings: JsonObject, log: Logger): (text: string) => string {
  return (text) => {
    try {
      return filter.apply(text, settings);
    } catch (error) {
      log.error({ err: error, filter: filter.name }, 'A filter of a text format failed');
      return text;
    }
  };
}
