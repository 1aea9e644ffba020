import { ANONYMOUS, parseId, type UserId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Transaction } from '#platform/database';
import type { Categories } from '#records/categories';
import type { Items } from '#records/items';
import { excerpt, oneLine, type ReportLine } from './import-report.ts';
import {
  findAuthors,
  findItemsByIds,
  findKnown,
  holdSource,
  type ImportedRecord,
  type KnownRecord,
  type OmittedValue,
  rememberRecords,
} from './import-store.ts';
import type { MappedRecord } from './mapped-record.ts';
import type { Place } from './read/source-record.ts';
import type { KnownTerms } from './resolve-terms.ts';
import {
  fieldOf,
  isOnlyMissingReferences,
  type Omitted,
  saveRecord,
  type Target,
} from './save-record.ts';

/** A record that is ready, and where it came from. */
export interface Pending {
  readonly record: MappedRecord;
  readonly hash: Buffer;
  readonly file: string;
  readonly place: Place;
}

export interface Outcome {
  /** `waiting`: it points to something that may come later. */
  readonly kind: 'created' | 'updated' | 'unchanged' | 'gone' | 'refused' | 'waiting';
  readonly lines: readonly ReportLine[];
}

export interface BatchDeps {
  readonly items: Items;
  readonly categories: Categories;
  readonly source: string;
  /** References to items that are not there yet put a record off. */
  readonly mayWait: boolean;
}

/**
 * Saves records and remembers what they became, all in the transaction of `queries`: whenever it
 * is killed, a record is either both saved and remembered or neither.
 */
export async function importBatch(
  deps: BatchDeps,
  queries: Transaction,
  ctx: RequestContext,
  batch: readonly Pending[],
): Promise<readonly Outcome[]> {
  await holdSource(queries, deps.source);
  const known = await findKnown(
    queries,
    deps.source,
    batch.map(({ record }) => record.key),
  );
  const ids = batch.flatMap(({ record }) => record.id ?? []);
  const existing = await findItemsByIds(queries, ids);
  const authors = await findAuthors(
    queries,
    batch.flatMap(({ record }) => record.author ?? []),
  );
  const terms: KnownTerms = new Map();
  const remembered: ImportedRecord[] = [];
  const outcomes: Outcome[] = [];

  for (const pending of batch) {
    const { record, hash } = pending;
    const before = known.get(record.key);
    if (before?.itemId === null || before?.inTrash) {
      outcomes.push(gone(pending, before));
      continue;
    }
    const there = record.id === undefined ? undefined : existing.get(record.id);
    // An export says what an item was like: it is compared with what the item is now.
    if (!there && before?.hash.equals(hash)) {
      const lines = before.omitted.map((value) => reportLine('omitted', pending, value));
      outcomes.push({ kind: 'unchanged', lines });
      continue;
    }
    if (!before && there && there.deleted !== null) {
      outcomes.push(gone(pending, undefined));
      continue;
    }
    const id = before?.itemId ?? parseId<'item'>(record.id);
    const target: Target = {
      id,
      exists: before !== undefined || there !== undefined,
      revisionId: before?.revisionId ?? there?.current_revision_id,
      ...(there ? { current: there } : {}),
    };
    const { author } = record;
    const authorId =
      author && (authors.get(author.id ?? '') ?? authors.get(author.name.toLowerCase()));
    const saving = { items: deps.items, categories: deps.categories, queries, terms };
    const saved = await saveRecord(saving, ctx, record, target, authorId);
    if (!saved.ok) {
      const waiting = deps.mayWait && isOnlyMissingReferences(saved.problems);
      outcomes.push(
        waiting
          ? { kind: 'waiting', lines: [] }
          : {
              kind: 'refused',
              lines: saved.problems.map((one) => reportLine('refused', pending, toldOf(one))),
            },
      );
      continue;
    }
    const changed = saved.saved ? 'updated' : 'unchanged';
    const omitted = [
      ...saved.omitted.map(toldOf),
      ...(target.exists ? [] : missingAuthor(pending, authorId)),
    ];
    remembered.push({ key: record.key, itemId: saved.itemId, hash, omitted });
    outcomes.push({
      kind: target.exists ? changed : 'created',
      lines: omitted.map((value) => reportLine('omitted', pending, value)),
    });
  }
  await rememberRecords(queries, deps.source, remembered);
  return outcomes;
}

/** Said of new items: somebody else will stand as their author. */
function missingAuthor(pending: Pending, found: UserId | undefined): readonly OmittedValue[] {
  const { author } = pending.record;
  if (author === undefined || found !== undefined || author.id === ANONYMOUS) return [];
  const reason = 'There is no user of this name here. The author is who ran the import.';
  return [{ field: 'author', value: oneLine(author.name), code: 'author_missing', reason }];
}

function gone(pending: Pending, known: KnownRecord | undefined): Outcome {
  const reason =
    known?.itemId === null
      ? 'Its item was deleted here for good since the last import. It stays deleted.'
      : 'Its item is in the trash here. It stays there; bring it back to have it updated.';
  return {
    kind: 'gone',
    lines: [reportLine('gone', pending, { code: 'deleted', reason })],
  };
}

function toldOf(problem: Omitted): OmittedValue {
  const field = fieldOf(problem);
  const value = excerpt(problem.value);
  return {
    ...(field === undefined ? {} : { field }),
    ...(value === undefined ? {} : { value }),
    code: problem.code,
    reason: oneLine(problem.message),
  };
}

/** One line of the report about a place in a file. */
export function reportLine(
  outcome: ReportLine['outcome'],
  where: { readonly file: string; readonly place?: Place },
  what: { field?: string | undefined; value?: string | undefined; code: string; reason: string },
): ReportLine {
  return {
    outcome,
    file: where.file,
    position: where.place?.position,
    unit: where.place?.unit,
    field: what.field,
    value: what.value,
    code: what.code,
    reason: what.reason,
  };
}
