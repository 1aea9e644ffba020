import type { JsonObject } from '#base';
import type { RequestContext } from '#grammar/access';
import { answerOf, defineTap, type TapInfo, type Taps } from '#grammar/taps';
import { Type } from 'typebox';

/** A filter that a plugin offers. */
export interface PluginFilter {
  /** What formats name it by: `PLUGIN:NAME`. */
  readonly name: string;
  readonly label: string;
  readonly description: string;
}

interface FilterInfo {
  readonly name: string;
  readonly label: string;
  readonly description?: string;
}

const infoTap = defineTap<JsonObject, readonly FilterInfo[]>({
  name: 'filter_info',
  about:
    'Asked when formats are administered: which filters the plugin offers for text formats, as a list of `{ name, label, description }`.',
  failure: 'leave_out',
  check: answerOf(
    Type.Array(
      Type.Object({
        name: Type.String({ pattern: '^[a-z][a-z0-9_]{0,63}$' }),
        label: Type.String({ minLength: 1, maxLength: 100 }),
        description: Type.Optional(Type.String({ maxLength: 500 })),
      }),
      { maxItems: 50 },
    ),
  ),
});

/** What `filter_process` is asked with. */
export interface FilterProcess {
  /** The plugin that offers it, and its name there; others answer nothing. */
  readonly plugin: string;
  readonly filter: string;
  readonly settings?: JsonObject;
  readonly text: string;
}

const processTap = defineTap<FilterProcess, { readonly text: string }>({
  name: 'filter_process',
  about:
    'Asked before a text in a format with a filter of a plugin is shown: what the filter makes of it, as `{ text }`. What comes back is sanitised. Answer nothing for filters that are not yours.',
  failure: 'leave_out',
  check: answerOf(Type.Object({ text: Type.String({ maxLength: 4_000_000 }) })),
});

/** Where plugins take part in showing texts. */
export const formatTaps: readonly TapInfo[] = [infoTap, processTap];

/** Whether a filter of this name is one of a plugin. */
export function isOfPlugin(name: string): boolean {
  return name.includes(':');
}

/** What plugins offer now. */
export async function listPluginFilters(
  taps: Taps,
  ctx: RequestContext,
): Promise<readonly PluginFilter[]> {
  if (!taps.has(infoTap)) return [];
  const [result] = await taps.ask(ctx, infoTap, [{}]);
  return (result?.answers ?? []).flatMap(({ plugin, answer }) =>
    answer.map(({ name, label, description = '' }) => ({
      name: `${plugin}:${name}`,
      label,
      description,
    })),
  );
}

/** `texts` as the filter makes them; undefined for one that it did not answer. */
export async function askPluginFilter(
  taps: Taps,
  ctx: RequestContext,
  { name, settings }: { readonly name: string; readonly settings: JsonObject },
  texts: readonly string[],
): Promise<readonly (string | undefined)[]> {
  if (!taps.has(processTap)) return texts.map(() => undefined);
  const colon = name.indexOf(':');
  const plugin = name.slice(0, colon);
  const filter = name.slice(colon + 1);
  const inputs = texts.map((text) => ({ plugin, filter, settings, text }));
  const results = await taps.ask(ctx, processTap, inputs);
  return results.map(
    ({ answers }) => answers.find((given) => given.plugin === plugin)?.answer.text,
  );
}
