import { InvalidInput, isObject } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Item, ItemInput } from '../item.ts';
import { blamingPlugins } from './blaming-plugins.ts';
import type { Content } from '../merge-changes.ts';
import { type ShownItem, tappedItem } from '../tapped-item.ts';
import { itemPresave, itemValidate, type PlannedChange } from './life-cycle-taps.ts';

/** A save that plugins are asked about before it is begun. */
export interface PlannedSave {
  /** What is there; undefined: it is to be new. */
  readonly before: Item | undefined;
  /** What the item is besides its content. */
  readonly rest: Omit<ShownItem, keyof Content>;
  /** What it would become, with what plugins change. Throws `InvalidInput`. */
  contentWith(change: PlannedChange): Content;
}

/** Whether any plugin wants to know before an item is saved. */
export function asksBeforeSaving(taps: Taps): boolean {
  return taps.has(itemPresave) || taps.has(itemValidate);
}

/** Lets plugins change and judge what is to be saved; answers what they changed. */
export async function askBeforeSaving(
  taps: Taps,
  ctx: RequestContext,
  { before, rest, contentWith }: PlannedSave,
): Promise<PlannedChange> {
  const planned = ({ title, status, fields }: Content) => ({
    operation: before ? ('update' as const) : ('create' as const),
    item: tappedItem({ ...rest, title, status, fields }),
    ...(before ? { before: tappedItem(before) } : {}),
  });
  const first = contentWith({});
  const [presaved] = taps.has(itemPresave)
    ? await taps.ask(ctx, itemPresave, [planned(first)])
    : [];
  const answers = presaved?.answers ?? [];
  const change = together(answers.map(({ answer }) => answer));
  const content = answers.length > 0 ? blamingPlugins(answers, () => contentWith(change)) : first;
  const [judged] = taps.has(itemValidate)
    ? await taps.ask(ctx, itemValidate, [planned(content)])
    : [];
  const problems = judged?.answers.flatMap(({ answer }) => answer) ?? [];
  if (problems.length > 0) {
    throw new InvalidInput(
      'item.invalid',
      'The content cannot be saved as it is. Nothing was changed.',
      { problems },
    );
  }
  return change;
}

/** `input` with what plugins changed in its place. */
export function withChange(input: ItemInput, { title, fields }: PlannedChange): ItemInput {
  return {
    ...input,
    ...(title === undefined ? {} : { title }),
    ...(fields === undefined
      ? {}
      : { fields: { ...(isObject(input.fields) ? input.fields : undefined), ...fields } }),
  };
}

/** Later plugins were given what earlier ones made of it: theirs counts. */
function together(changes: readonly PlannedChange[]): PlannedChange {
  return {
    ...changes.reduce<PlannedChange>((all, { title = all.title }) => ({ title }), {}),
    fields: Object.assign({}, ...changes.map(({ fields }) => fields)) as NonNullable<
      PlannedChange['fields']
    >,
  };
}
