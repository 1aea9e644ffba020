import { InvalidInput, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  type Reference,
  collectReferences,
  referenceProblems,
  resolveReferences,
  settleFieldValues,
} from '#grammar/fields';
import type { Queries } from '#platform/database';
import type { ItemDeps } from './item-deps.ts';
import type { FieldValues } from './item.ts';
import type { ItemType } from './types/item-type.ts';

/**
 * Checks that what the named fields point to exists and is of an allowed kind, and tells its
 * rooms that it is referenced now. Answers the values with what only their targets know: the
 * width and height of a picture. What the fields pointed to before (`stored`) may be gone
 * meanwhile without making the item unsavable.
 */
export async function saveReferences(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  type: ItemType,
  touched: FieldValues,
  authorId?: UserId,
  stored: FieldValues = {},
): Promise<FieldValues> {
  const references = [
    ...collectReferences(type.fields, touched, deps.fieldTypes),
    ...(authorId === undefined ? [] : [authorReference(authorId)]),
  ];
  if (references.length === 0) return touched;
  const resolve = await resolveReferences(deps.references, queries, ctx, references, 'save');
  const problems = referenceProblems(
    references,
    resolve,
    collectReferences(type.fields, stored, deps.fieldTypes),
  );
  if (problems.length > 0)
    throw new InvalidInput('item.invalid', 'The content points to something that is not there.', {
      problems,
    });
  const settled = settleFieldValues(type.fields, touched, deps.fieldTypes, resolve);
  if (!settled.ok)
    throw new InvalidInput('item.invalid', 'The content points to something that does not fit.', {
      problems: settled.problems,
    });
  for (const [target, ids] of idsByType(references))
    await deps.references.get(target).referenced?.(queries, ids);
  return settled.value;
}

function authorReference(id: UserId): Reference {
  return { type: 'user', id, pointer: '/author_id', bundles: [] };
}

function idsByType(references: readonly Reference[]): Map<Reference['type'], string[]> {
  const byType = new Map<Reference['type'], string[]>();
  for (const { type, id } of references) byType.set(type, [...(byType.get(type) ?? []), id]);
  return byType;
}

/** The values that an input sets, without those that it empties. */
export function touchedValues(fields: {
  readonly [field: string]: FieldValues[string] | null;
}): FieldValues {
  const touched: { [name: string]: FieldValues[string] } = {};
  for (const [name, value] of Object.entries(fields)) if (value !== null) touched[name] = value;
  return touched;
}
