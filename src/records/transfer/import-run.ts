import { type Problem, TrovatoError, Unavailable } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Categories } from '#records/categories';
import type { Items } from '#records/items';
import { importBatch, type Outcome, type Pending, reportLine } from './import-batch.ts';
import { excerpt, type ImportSummary, type ReportLine } from './import-report.ts';
import { hashOf, type MapRecord } from './mapped-record.ts';
import type { FoundFile } from './read/find-files.ts';
import type { Reading } from './read/read-records.ts';
import type { Place } from './read/source-record.ts';
import { fieldOf } from './save-record.ts';
import type { SourceUnreadable } from './transfer-errors.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly items: Items;
  readonly categories: Categories;
}

/** What an import goes by. */
export interface Plan {
  readonly source: string;
  readonly mapRecord: MapRecord;
  readonly reading: Reading;
  readonly native: boolean;
}

/** Records that are saved in one transaction: so many that a commit costs little, so few that a
 * kill loses little and others who save do not wait long. */
const AT_ONCE = 100;

/** One import under way: takes records, saves them in batches, counts and reports. */
export interface Run {
  bytesRead: number;
  records: number;
  take(value: unknown, file: FoundFile, place: Place): Promise<void>;
  refuse(
    file: FoundFile,
    place: Place,
    problems: readonly Problem[],
    record: { readonly value: unknown },
  ): void;
  passOver(file: FoundFile, error: SourceUnreadable): void;
  finish(): Promise<void>;
  summary(files: number): ImportSummary;
}

export function createRun(
  deps: ImportDeps,
  ctx: RequestContext,
  plan: Plan,
  onLine: ((line: ReportLine) => void) | undefined,
): Run {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0, gone: 0 };
  let omitted = 0;
  let unreadable = 0;
  let batch: Pending[] = [];
  let waiting: Pending[] = [];
  /** Key to the place where it was seen first. */
  const seen = new Map<string, string>();

  const report = (lines: readonly ReportLine[]) => {
    for (const line of lines) {
      if (line.outcome === 'omitted') omitted += 1;
      onLine?.(line);
    }
  };
  const save = async (records: readonly Pending[], mayWait: boolean) => {
    const outcomes = await saveAll(deps, ctx, { ...deps, source: plan.source, mayWait }, records);
    return records.map((record, index) => ({ record, outcome: outcomes[index] }));
  };
  const flush = async (records: readonly Pending[], mayWait: boolean) => {
    const put: Pending[] = [];
    for (let start = 0; start < records.length; start += AT_ONCE) {
      for (const { record, outcome } of await save(
        records.slice(start, start + AT_ONCE),
        mayWait,
      )) {
        if (!outcome) continue;
        if (outcome.kind === 'waiting') put.push(record);
        else counts[outcome.kind] += 1;
        report(outcome.lines);
      }
    }
    return put;
  };

  const run: Run = {
    bytesRead: 0,
    records: 0,

    async take(value, file, place) {
      run.records += 1;
      const mapped = mapSafely(plan.mapRecord, value, file);
      if (!mapped.ok) return run.refuse(file, place, mapped.problems, { value });
      const { record, hash } = mapped;
      const here = `${file.shown}, ${place.unit} ${place.position}`;
      const first = seen.get(record.key);
      if (first !== undefined) {
        const message = `Another record has the same key: ${first}. That one was taken.`;
        return run.refuse(file, place, [{ pointer: '/key', code: 'duplicate', message }], {
          value: record.key,
        });
      }
      seen.set(record.key, here);
      batch.push({ record, hash, file: file.shown, place });
      if (batch.length < AT_ONCE) return;
      const full = batch;
      batch = [];
      waiting.push(...(await flush(full, plan.native)));
    },

    refuse(file, place, problems, { value }) {
      counts.refused += 1;
      report(
        problems.map((problem) =>
          reportLine(
            'refused',
            { file: file.shown, place },
            {
              field: fieldOf(problem),
              value: excerpt(value),
              code: problem.code,
              reason: problem.message,
            },
          ),
        ),
      );
    },

    passOver(file, error) {
      unreadable += 1;
      report([
        reportLine('unreadable', { file: file.shown }, { code: error.code, reason: error.message }),
      ]);
    },

    async finish() {
      waiting.push(...(await flush(batch, plan.native)));
      for (let before = Infinity; waiting.length > 0 && waiting.length < before;) {
        before = waiting.length;
        waiting = await flush(waiting, true);
      }
      if (waiting.length > 0) await saveCircle(waiting);
    },

    summary: (files) => ({ ...counts, omitted, files, unreadable }),
  };
  return run;

  /**
   * What is left points to one another, or to what is nowhere. First without those references,
   * remembered as unfinished; then whole; what is still missing then is left out and told.
   */
  async function saveCircle(records: readonly Pending[]): Promise<void> {
    const lenient = records.map((pending) => ({
      ...pending,
      record: {
        ...pending.record,
        omittable: new Set(Object.keys(pending.record.fields)),
      },
    }));
    for (let start = 0; start < lenient.length; start += AT_ONCE) {
      const part = lenient.slice(start, start + AT_ONCE);
      const unfinished = part.map((pending) => ({ ...pending, hash: Buffer.alloc(0) }));
      for (const { outcome } of await save(unfinished, false)) {
        if (!outcome || outcome.kind === 'waiting') continue;
        counts[outcome.kind] += 1;
        report(outcome.lines.filter((line) => line.outcome !== 'omitted'));
      }
    }
    for (let start = 0; start < lenient.length; start += AT_ONCE) {
      const part = lenient.slice(start, start + AT_ONCE);
      for (const { outcome } of await save(part, false))
        report(outcome?.lines.filter((line) => line.outcome === 'omitted') ?? []);
    }
  }
}

function mapSafely(mapRecord: MapRecord, value: unknown, file: FoundFile) {
  try {
    const mapped = mapRecord(value, file);
    return mapped.ok ? { ...mapped, hash: hashOf(mapped.record) } : mapped;
  } catch (error) {
    // Nothing here recurses but reading what the source nests.
    if (!(error instanceof RangeError)) throw error;
    const message = 'Its values are nested too deeply.';
    return { ok: false, problems: [{ pointer: '', code: 'too_deep', message }] } as const;
  }
}

/** All in one transaction; when something unexpected stops that, each in one of its own. */
async function saveAll(
  { database }: ImportDeps,
  ctx: RequestContext,
  batchDeps: Parameters<typeof importBatch>[0],
  batch: readonly Pending[],
): Promise<readonly Outcome[]> {
  if (batch.length === 0) return [];
  const save = (part: readonly Pending[]) =>
    database.transaction((transaction) => importBatch(batchDeps, transaction, ctx, part));
  try {
    return await save(batch);
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    ctx.log.warn({ err: error }, 'A batch of an import failed; its records are saved one by one');
  }
  const outcomes: Outcome[] = [];
  for (const pending of batch) {
    try {
      outcomes.push(...(await save([pending])));
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      ctx.log.error({ err: error, file: pending.file, ...pending.place }, 'A record failed');
      const code = error instanceof TrovatoError ? error.code : 'unexpected';
      const reason = error instanceof Error ? error.message : String(error);
      outcomes.push({ kind: 'refused', lines: [reportLine('refused', pending, { code, reason })] });
    }
  }
  return outcomes;
}
