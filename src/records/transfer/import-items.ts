import { type Problem, TrovatoError, Unavailable } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Database } from '#platform/database';
import type { Categories } from '#records/categories';
import type { Items } from '#records/items';
import { importBatch, type Outcome, type Pending, reportLine } from './import-batch.ts';
import { excerpt, type ImportSummary, type ReportLine } from './import-report.ts';
import { createMapRecord } from './map-record.ts';
import { hashOf, type MapRecord } from './mapped-record.ts';
import { createNativeMapRecord, NATIVE_SOURCE } from './native-record.ts';
import { parseMapping } from './parse-mapping.ts';
import { findFiles, type FoundFile } from './read/find-files.ts';
import { type Reading, readRecords } from './read/read-records.ts';
import type { Place } from './read/source-record.ts';
import { fieldOf } from './save-record.ts';
import { SourceUnreadable } from './transfer-errors.ts';

export interface ImportDeps {
  readonly database: Database;
  readonly items: Items;
  readonly categories: Categories;
}

export interface ImportOptions {
  /** Files, folders and patterns; relative ones to `folder`. */
  readonly files: readonly string[];
  readonly folder: string;
  /** The text of a mapping file; undefined: the files are an export of Trovato. */
  readonly mapping?: string;
  /** What the records become; an export says it itself. */
  readonly type?: string;
  /** Called for each line of the report as it comes. */
  readonly onLine?: (line: ReportLine) => void;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  readonly bytesRead: number;
  readonly bytes: number;
  readonly records: number;
}

/** Records that are saved in one transaction. Of 1, 10, 100 and 1,000 a hundred was fastest. */
const AT_ONCE = 100;

/**
 * Imports records of files as items. Safe to run again and to be killed: what is there already is
 * recognised by its key, and left alone unless the source changed.
 */
export async function importItems(
  deps: ImportDeps,
  ctx: RequestContext,
  options: ImportOptions,
): Promise<ImportSummary> {
  const plan = await planImport(deps, options);
  const files = await findFiles(options.files, options.folder);
  const run = createRun(deps, ctx, plan, options);
  for (const file of files) await readFile(run, plan, file, files, options);
  await run.finish();
  return run.summary(files.length);
}

interface Plan {
  readonly source: string;
  readonly mapRecord: MapRecord;
  readonly reading: Reading;
  readonly native: boolean;
}

async function planImport({ items }: ImportDeps, options: ImportOptions): Promise<Plan> {
  if (options.mapping === undefined) {
    const fieldsOf = (type: string) => items.findType(type)?.fields.map((field) => field.name);
    if (options.type !== undefined) items.getType(options.type);
    return {
      source: NATIVE_SOURCE,
      mapRecord: createNativeMapRecord(fieldsOf, options.type),
      reading: { format: undefined, records: undefined, delimiter: undefined },
      native: true,
    };
  }
  const type = items.getType(options.type ?? '');
  const mapping = parseMapping(
    options.mapping,
    type.fields.map((field) => field.name),
  );
  return {
    source: mapping.source,
    mapRecord: createMapRecord(mapping, type, items.fieldTypes),
    reading: mapping,
    native: false,
  };
}

async function readFile(
  run: Run,
  plan: Plan,
  file: FoundFile,
  files: readonly FoundFile[],
  options: ImportOptions,
): Promise<void> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const progress = () =>
    options.onProgress?.({ bytesRead: run.bytesRead, bytes, records: run.records });
  const onBytes = (count: number) => {
    run.bytesRead += count;
    progress();
  };
  try {
    for await (const found of readRecords(file, plan.reading, onBytes)) {
      const place: Place = { position: found.position, unit: found.unit };
      if (found.ok) await run.take(found.value, file, place);
      else
        run.refuse(file, place, [{ pointer: '', code: 'unreadable', message: found.message }], {
          value: found.excerpt,
        });
      progress();
    }
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error;
    run.passOver(file, error);
  }
}

interface Run {
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

function createRun(
  deps: ImportDeps,
  ctx: RequestContext,
  plan: Plan,
  { onLine }: ImportOptions,
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
