import type { ChosenWay, FieldType } from '#grammar/fields';
import type { Field } from '../types/item-type.ts';

/** How teasers show a field; undefined: as in full. */
export function teaserFormatter(
  { teaser }: FieldType,
  { formatter }: Field,
): ChosenWay | undefined {
  if (formatter.teaser_as !== undefined) return formatter.teaser_as ?? undefined;
  // One that is a summary in full already has settings of its own.
  return teaser?.name === formatter.name ? undefined : teaser;
}
