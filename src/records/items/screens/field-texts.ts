import type { RequestContext } from '#grammar/access';
import type { Items } from '../items.ts';
import type { Field } from '../types/item-type.ts';

const PAGE = 200;
const PAGES = 5;

/**
 * The different values, as plain text and in order, that the newest content which the actor may see
 * has in a field, in whatever type: `most` of them at most.
 */
export async function fieldTexts(
  items: Items,
  ctx: RequestContext,
  { name, fieldType, settings }: Field,
  most: number,
): Promise<readonly string[]> {
  const types = items
    .listTypes(ctx)
    .filter(({ fields }) => fields.some((field) => field.name === name))
    .map(({ type }) => type);
  const view = { ctx, settings, resolve: () => undefined };
  const { toText } = items.fieldTypes.get(fieldType);
  const texts = new Set<string>();
  let after: string | undefined;
  for (let page = 0; page < PAGES && texts.size < most; page += 1) {
    const listed = await items.listItems(ctx, {
      types,
      sort: '-changed',
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    for (const { fields } of listed.items)
      for (const value of [fields[name] ?? []].flat()) texts.add(toText(value, view));
    after = listed.next;
    if (after === undefined) break;
  }
  return [...texts].slice(0, most).sort();
}
