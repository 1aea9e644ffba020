import type { GatherResult } from '../run/gather-result.ts';

/** What a display is called: its title with `%topic` as the argument `topic` is called. */
export function displayTitle(result: GatherResult): string {
  const { gather, display } = result;
  const title = 'title' in display ? display.title : display.label;
  return withArguments(title, result) || gather.label;
}

/** `text` with what arguments are called in place of `%` and their ids; nothing for those not said. */
export function withArguments(
  text: string,
  { sections, argumentLabels }: Pick<GatherResult, 'sections' | 'argumentLabels'>,
): string {
  const ids = new Set(sections.arguments.map(({ id }) => id));
  return text
    .replaceAll(/%([a-z][a-z0-9_]*)/g, (whole, id: string) =>
      ids.has(id) ? (argumentLabels[id] ?? '') : whole,
    )
    .trim();
}
