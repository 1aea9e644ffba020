import type { Problem } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import { type Display, type Gather, sectionsOf } from './definition/gather.ts';
import { type AlteredGather, gatherAlter } from './gather-taps.ts';
import type { GatherQuery } from './run/gather-result.ts';

/**
 * What plugins make of a listing that is about to run. Each is given what those before it made;
 * what one of them makes wrong is logged with its name, and left out.
 */
export async function alterGather(
  deps: {
    readonly taps: Taps;
    check(ctx: RequestContext, gather: Gather): Promise<readonly Problem[]>;
  },
  ctx: RequestContext,
  gather: Gather,
  display: Display,
  given: NonNullable<GatherQuery['arguments']>,
): Promise<Gather> {
  const { taps, check } = deps;
  const { filters, sorts, fields, pager, empty } = sectionsOf(gather, display);
  let sections: AlteredGather['sections'] = { filters, sorts, fields, pager, empty };
  let altered = gather;
  const withSections = (own: AlteredGather['sections']): Gather => ({
    ...gather,
    displays: gather.displays.map((one) =>
      one.id === display.id ? { ...one, overrides: { ...one.overrides, ...own } } : one,
    ),
  });
  for (const { name: plugin } of taps.answering(ctx, gatherAlter)) {
    const { input, answers } = await taps.askOnly(ctx, gatherAlter, plugin, {
      gather: gather.name,
      display: display.id,
      base: gather.base,
      arguments: given,
      sections,
    });
    if (answers.length === 0) continue;
    const next = withSections(input.sections);
    // What the actor may not see is missing of the listing as it is saved, too.
    const known = new Set((await check(ctx, withSections(sections))).map(wrong));
    const problem = (await check(ctx, next)).find((one) => !known.has(wrong(one)));
    if (problem) {
      const note = { gather: gather.name, plugin, problem };
      ctx.log.warn(note, 'What a plugin made of a listing is wrong, and is left out');
      continue;
    }
    sections = input.sections;
    altered = next;
  }
  return altered;
}

/** What is wrong with a section, whichever of its parts it is: `/displays/0/overrides/filters`. */
function wrong({ pointer, message }: Problem): string {
  return [...pointer.split('/').slice(0, 5), message].join('/');
}
