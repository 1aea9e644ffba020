import {
  InvalidInput,
  type ItemId,
  type Problem,
  type RevisionId,
  sameJson,
  type TermId,
  TrovatoError,
} from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Categories } from '#records/categories';
import type { ItemInput, Items } from '#records/items';
import type { MappedRecord } from './mapped-record.ts';
import { type KnownTerms, resolveTerms } from './resolve-terms.ts';

export type Saved =
  | {
      readonly ok: true;
      readonly itemId: ItemId;
      /** false: it was the same already. */
      readonly saved: boolean;
      readonly omitted: readonly Omitted[];
    }
  | { readonly ok: false; readonly problems: readonly Omitted[] };

/** The item that a record becomes. */
export interface Target {
  /** undefined: a new one, with an id of its own. */
  readonly id: ItemId | undefined;
  readonly exists: boolean;
  /** The one that is current now. */
  readonly revisionId: RevisionId | undefined;
  /** What it says now, where a record that says the same should change nothing. */
  readonly current?: {
    readonly id: ItemId;
    readonly title: string;
    readonly status: boolean;
    readonly created: Date;
    readonly promote: boolean;
    readonly sticky: boolean;
    readonly author_id: string;
    readonly fields: unknown;
  };
}

/** A problem with the value that caused it. */
export interface Omitted extends Problem {
  readonly value: unknown;
}

interface Saving {
  readonly items: Items;
  readonly categories: Categories;
  readonly queries: Transaction;
  readonly terms: KnownTerms;
}

/**
 * Saves one record through the one validator, in a transaction that is open. Values that may be
 * left out are, when they are all that is wrong. A term that was made for a record that is then
 * refused goes with it.
 */
export async function saveRecord(
  saving: Saving,
  ctx: RequestContext,
  record: MappedRecord,
  target: Target,
  authorId: string | undefined,
): Promise<Saved> {
  const problems: Problem[] = [];
  const lookup = { ...saving, known: saving.terms, made: [] };
  const fields = await resolveTerms(lookup, ctx, record.fields, '/fields', problems);
  const input = { ...inputOf(record, authorId), fields };
  if (problems.length === 0 && target.current && isSame(target.current, input)) {
    return { ok: true, itemId: target.current.id, saved: false, omitted: [] };
  }
  const saved = await attempt(saving, ctx, record, target, input, problems);
  if (!saved.ok) await forgetTerms(saving, ctx, lookup.made);
  return saved;
}

/** Nobody else has seen these terms yet: they were made in this transaction. */
async function forgetTerms(saving: Saving, ctx: RequestContext, made: readonly TermId[]) {
  for (const id of made) await saving.categories.takeBackTerm(ctx, id, saving.queries);
  for (const [key, id] of saving.terms)
    if (made.some((one) => one === id)) saving.terms.delete(key);
}

async function attempt(
  saving: Saving,
  ctx: RequestContext,
  record: MappedRecord,
  target: Target,
  input: ItemInput & { readonly fields: unknown },
  found: readonly Problem[],
): Promise<Saved> {
  const omitted: Omitted[] = [];
  let problems: readonly Problem[] = found;
  let current = input;
  for (;;) {
    if (problems.length > 0) {
      const without = leaveOut(current, problems, record.omittable);
      const told = problems.map((problem) => ({ ...problem, value: valueAt(input, problem) }));
      if (!without) return { ok: false, problems: told };
      omitted.push(...told);
      current = without;
    }
    try {
      const { items, queries } = saving;
      const { id, exists } = target;
      const item =
        id !== undefined && exists
          ? await items.updateItem(ctx, id, 'current', current, { queries, type: record.type })
          : await items.createItem(ctx, record.type, current, { queries, ...(id ? { id } : {}) });
      const wrote = item.revisionId !== target.revisionId;
      return { ok: true, itemId: item.id, saved: wrote, omitted };
    } catch (error) {
      if (!(error instanceof TrovatoError) || error.statusCode >= 500) throw error;
      problems =
        error instanceof InvalidInput && error.problems.length > 0
          ? error.problems
          : [{ pointer: '', code: error.code, message: error.message }];
      if (!(error instanceof InvalidInput)) {
        return { ok: false, problems: problems.map((each) => ({ ...each, value: undefined })) };
      }
    }
  }
}

function isSame(
  current: NonNullable<Target['current']>,
  input: ItemInput & { readonly fields: unknown },
): boolean {
  const { created, fields, ...rest } = input;
  const filled = Object.entries(fields ?? {}).filter(([, value]) => value !== null);
  return (
    (created === undefined || created === current.created.toISOString()) &&
    Object.entries(rest).every(([key, value]) => Reflect.get(current, key) === value) &&
    sameJson(current.fields, Object.fromEntries(filled))
  );
}

function inputOf(record: MappedRecord, authorId: string | undefined): ItemInput {
  const said = {
    title: record.title,
    status: record.status,
    created: record.created,
    promote: record.promote,
    sticky: record.sticky,
    author_id: authorId,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

/** The input without what is wrong; undefined when something of that must not be left out. */
function leaveOut<Input extends { readonly fields: unknown }>(
  input: Input,
  problems: readonly Problem[],
  omittable: ReadonlySet<string>,
): Input | undefined {
  const fields = new Map(Object.entries(input.fields ?? {}) as [string, unknown][]);
  const wrongParts = new Map<string, Set<number>>();
  for (const problem of problems) {
    const [root, field, index] = problem.pointer.split('/').slice(1);
    if (root !== 'fields' || field === undefined || !omittable.has(field)) return undefined;
    // A required field cannot be left out, and one that is empty already is no reason to try again.
    if (problem.code === 'required' || fields.get(field) === null) return undefined;
    if (Array.isArray(fields.get(field)) && index !== undefined && /^\d+$/.test(index)) {
      wrongParts.set(field, (wrongParts.get(field) ?? new Set()).add(Number(index)));
    } else fields.set(field, null);
  }
  for (const [field, wrong] of wrongParts) {
    const values = fields.get(field);
    if (!Array.isArray(values)) continue;
    const left = values.filter((_, index) => !wrong.has(index));
    fields.set(field, left.length > 0 ? left : null);
  }
  return { ...input, fields: Object.fromEntries(fields) };
}

/** What stands at the pointer of a problem, or around it in its field; undefined where nothing is. */
function valueAt(input: ItemInput, problem: Problem): unknown {
  let value: unknown = input;
  for (const part of problem.pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) break;
    value = Reflect.get(value, key) as unknown;
  }
  return value === input || value === input.fields || value === null ? undefined : value;
}

/** The name of the field that a pointer points into, or of the part of the item. */
export function fieldOf({ pointer: place }: Problem): string | undefined {
  const [root, field] = place.split('/').slice(1);
  return root === 'fields' && field !== undefined ? field : root;
}

/** Whether all that is wrong is that something does not exist (yet). */
export function isOnlyMissingReferences(problems: readonly Problem[]): boolean {
  return problems.every(
    ({ code, pointer }) => code === 'reference_missing' && pointer.startsWith('/fields/'),
  );
}
