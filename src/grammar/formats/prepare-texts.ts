import type { RequestContext } from '#grammar/access';
import { type SafeHtml, trusted } from '#grammar/render';
import type { Taps } from '#grammar/taps';
import type { CompiledFormat } from './compile-format.ts';
import { askPluginFilter } from './plugin-filters.ts';

/** A text and the format that it is in. */
export interface FormattedText {
  readonly format: string;
  readonly text: string;
}

interface Shown {
  apply(format: string, text: string): SafeHtml;
}

/**
 * Asks plugins for what their filters make of `texts`, all texts of a format at once. What a
 * plugin does not answer goes on as it was, so that the other filters still show it.
 */
export async function prepareTexts(
  deps: {
    find(format: string): CompiledFormat | undefined;
    readonly taps: Taps;
    readonly shown: Shown;
  },
  ctx: RequestContext,
  texts: readonly FormattedText[],
): Promise<Shown> {
  const ready = new Map<string, Map<string, SafeHtml>>();
  for (const [name, group] of Map.groupBy(texts, (one) => one.format)) {
    const format = deps.find(name);
    if (!format?.asksPlugins) continue;
    const given = [...new Set(group.map(({ text }) => text))];
    const html = await throughFilters(deps.taps, ctx, format, given);
    ready.set(
      name,
      new Map(given.map((text, at) => [text, trusted(format.sanitise(html[at] ?? ''))])),
    );
  }
  if (ready.size === 0) return deps.shown;
  return {
    apply: (name, text) => ready.get(name)?.get(text) ?? deps.shown.apply(name, text),
  };
}

async function throughFilters(
  taps: Taps,
  ctx: RequestContext,
  format: CompiledFormat,
  given: readonly string[],
): Promise<readonly string[]> {
  let texts = given;
  for (const step of format.steps) {
    if (!step.plugin) {
      texts = texts.map(step.apply);
      continue;
    }
    const before = texts;
    const answers = await askPluginFilter(taps, ctx, step, before);
    if (answers.includes(undefined)) {
      ctx.log.warn(
        { format: format.format.name, filter: step.name },
        'A filter of a plugin did not answer, and the text is shown without it',
      );
    }
    texts = before.map((text, at) => answers[at] ?? text);
  }
  return texts;
}
