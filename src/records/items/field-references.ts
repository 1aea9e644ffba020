import { InvalidInput, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import {
  type Mention,
  type Reference,
  collectMentions,
  collectReferences,
  referenceProblems,
  resolveReferences,
  settleFieldValues,
} from '#grammar/fields';
import type { Queries, Transaction } from '#platform/database';
import type { ItemDeps } from './item-deps.ts';
import type { FieldValues } from './item.ts';
import { findMoved, findNamed, withIds } from './named-references.ts';
import type { ItemType } from './types/item-type.ts';

/** What is saved, with what only the targets of its references know. */
export interface SettledReferences {
  readonly fields: FieldValues;
  /** What the author is called, where one was given. */
  readonly authorName?: string;
}

/**
 * Checks that what the named fields point to exists and is of an allowed kind, and tells its
 * rooms that it is referenced now, or named by a text. Answers the values with what only their
 * targets know: the width and height of a picture, and the name of the author. What the fields pointed to before (`stored`)
 * may be gone meanwhile without making the item unsavable.
 */
export async function saveReferences(
  deps: ItemDeps,
  queries: Transaction,
  ctx: RequestContext,
  type: ItemType,
  touched: FieldValues,
  authorId?: UserId,
  stored: FieldValues = {},
): Promise<SettledReferences> {
  const settled = await checkReferences(deps, queries, ctx, type, touched, authorId, stored);
  await saveMentions(deps, queries, ctx, type, touched);
  return settled;
}

/** Tells the rooms of what the texts among `fields` name: a file of theirs is kept from now on. */
export async function saveMentions(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  type: ItemType,
  fields: FieldValues,
): Promise<void> {
  const mentions = collectMentions(type.fields, fields, deps.fieldTypes);
  for (const [target, ids] of idsByType(mentions))
    await deps.references.get(target).mentioned?.(queries, ctx, ids);
}

/** The values, with what their references became a part of in place of what that was. */
export async function withoutMoved(
  deps: ItemDeps,
  queries: Queries,
  ctx: RequestContext,
  type: ItemType,
  fields: FieldValues,
): Promise<FieldValues> {
  const references = collectReferences(type.fields, fields, deps.fieldTypes);
  const resolve = await resolveReferences(deps.references, queries, ctx, references, 'save');
  return withIds(fields, findMoved(references, resolve));
}

async function checkReferences(
  deps: ItemDeps,
  queries: Transaction,
  ctx: RequestContext,
  type: ItemType,
  touched: FieldValues,
  authorId: UserId | undefined,
  stored: FieldValues,
): Promise<SettledReferences> {
  const collected = collectReferences(type.fields, touched, deps.fieldTypes);
  if (collected.length === 0 && authorId === undefined) return { fields: touched };
  const named = await findNamed(deps.references, queries, ctx, collected);
  const references = [
    ...collected.flatMap(({ name, ...reference }) => {
      const id = name === undefined ? reference.id : named.ids.get(reference.pointer);
      return id === undefined ? [] : [{ ...reference, id }];
    }),
    ...(authorId === undefined ? [] : [authorReference(authorId)]),
  ];
  const resolve = await resolveReferences(deps.references, queries, ctx, references, 'save');
  const problems = [
    ...named.problems,
    ...referenceProblems(
      references,
      resolve,
      collectReferences(type.fields, stored, deps.fieldTypes),
    ),
  ];
  if (problems.length > 0)
    throw new InvalidInput('item.invalid', 'The content points to something that is not there.', {
      problems,
    });
  const known = withIds(touched, new Map([...named.ids, ...findMoved(references, resolve)]));
  const settled = settleFieldValues(type.fields, known, deps.fieldTypes, resolve);
  if (!settled.ok)
    throw new InvalidInput('item.invalid', 'The content points to something that does not fit.', {
      problems: settled.problems,
    });
  for (const [target, ids] of idsByType(references))
    await deps.references.get(target).referenced?.(queries, ctx, ids);
  const author = authorId && resolve('user', authorId)?.label;
  return { fields: settled.value, ...(author === undefined ? {} : { authorName: author }) };
}

function authorReference(id: UserId): Reference {
  return { type: 'user', id, pointer: '/author_id', bundles: [] };
}

function idsByType(mentions: readonly Mention[]): Map<Mention['type'], string[]> {
  const byType = new Map<Mention['type'], string[]>();
  for (const { type, id } of mentions) byType.set(type, [...(byType.get(type) ?? []), id]);
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
