import { isObject, parseId, pointer, type Problem, type TermId, TrovatoError } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Categories } from '#records/categories';
import { TermWish } from './mapping.ts';

/** Terms that were looked up already: `vocabulary` and name to id. */
export type KnownTerms = Map<string, string | undefined>;

/** What the look-up needs, and the terms that it made. */
export interface TermLookup {
  readonly categories: Categories;
  readonly queries: Transaction;
  readonly known: KnownTerms;
  readonly made: TermId[];
}

/** `value` with the wishes for terms fulfilled, and what could not be. */
export async function resolveTerms(
  lookup: TermLookup,
  ctx: RequestContext,
  value: unknown,
  at: string,
  problems: Problem[],
): Promise<unknown> {
  if (value instanceof TermWish) {
    const id = await findTerm(lookup, ctx, value).catch((error: unknown) => {
      // There is no such vocabulary, or the name cannot be one.
      if (error instanceof TrovatoError && error.statusCode < 500) return undefined;
      throw error;
    });
    if (id !== undefined) return { target_type: 'term', target_id: id };
    problems.push({
      pointer: at,
      code: 'term_missing',
      message: `There is no term “${value.name}” in “${value.vocabulary}”.`,
    });
    return null;
  }
  if (Array.isArray(value)) {
    const resolved: unknown[] = [];
    for (const [index, part] of value.entries())
      resolved.push(await resolveTerms(lookup, ctx, part, at + pointer(index), problems));
    return resolved;
  }
  if (!isObject(value)) return value;
  const resolved: [string, unknown][] = [];
  for (const [key, part] of Object.entries(value))
    resolved.push([key, await resolveTerms(lookup, ctx, part, at + pointer(key), problems)]);
  return Object.fromEntries(resolved);
}

async function findTerm(
  { categories, queries, known, made }: TermLookup,
  ctx: RequestContext,
  wish: TermWish,
): Promise<string | undefined> {
  const key = JSON.stringify([wish.vocabulary, wish.name, wish.id]);
  if (known.has(key)) return known.get(key);
  const { vocabulary, name } = wish;
  const find = (create: boolean) => {
    const id = parseId<'term'>(wish.id);
    const options = { create, queries, ...(id ? { id } : {}) };
    return categories.findOrCreateTerm(ctx, vocabulary, name, options);
  };
  let term = await find(false);
  if (!term && wish.create) {
    term = await find(true);
    if (term) made.push(term.id);
  }
  known.set(key, term?.id);
  return term?.id;
}
