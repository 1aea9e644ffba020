import type { RequestContext } from '#grammar/access';
import type { ItemDeps } from '../item-deps.ts';
import { checkMayChangeTypes } from './change-types.ts';
import { holdersOf } from './field-change-store.ts';
import { getField, usersOf } from './field-uses.ts';

/**
 * The different values that content has in a field, in whatever type, as plain text and in order:
 * the first `most` that are found.
 */
export async function listFieldTexts(
  { types, database, fieldTypes }: ItemDeps,
  ctx: RequestContext,
  typeName: string,
  name: string,
  most: number,
): Promise<readonly string[]> {
  checkMayChangeTypes(ctx);
  const set = types.in(ctx.stage);
  const { fieldType, settings } = getField(set, typeName, name);
  const view = { ctx, settings, resolve: () => undefined };
  const { toText } = fieldTypes.get(fieldType);
  const texts = new Set<string>();
  for (const { type } of usersOf(set, name))
    for await (const holders of holdersOf(database.queries, type, name))
      for (const { fields } of holders)
        for (const value of [fields[name] ?? []].flat()) {
          texts.add(toText(value, view));
          if (texts.size >= most) return [...texts].sort();
        }
  return [...texts].sort();
}
