import type { RequestContext } from '#grammar/access';
import type { ImportSummary, ReportLine } from './import-report.ts';
import { createRun, type ImportDeps, type Plan, type Run } from './import-run.ts';
import { createMapRecord } from './map-record.ts';
import { createNativeMapRecord, NATIVE_SOURCE } from './native-record.ts';
import { parseMapping } from './parse-mapping.ts';
import { findFiles, type FoundFile } from './read/find-files.ts';
import { readRecords } from './read/read-records.ts';
import type { Place } from './read/source-record.ts';
import { MappingInvalid, SourceUnreadable } from './transfer-errors.ts';

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

/**
 * Imports records of files as items. Safe to run again and to be killed: what is there already is
 * recognised by its key, and left alone unless the source changed.
 */
export async function importItems(
  deps: ImportDeps,
  ctx: RequestContext,
  options: ImportOptions,
): Promise<ImportSummary> {
  const plan = await planImport(deps, ctx, options);
  const files = await findFiles(options.files, options.folder);
  const run = createRun(deps, ctx, plan, options.onLine);
  for (const file of files) await readFile(run, plan, file, files, options);
  await run.finish();
  return run.summary(files.length);
}

async function planImport(
  { items, categories }: ImportDeps,
  ctx: RequestContext,
  options: ImportOptions,
): Promise<Plan> {
  if (options.mapping === undefined) {
    const fieldsOf = (type: string) => items.findType(ctx, type)?.fields;
    if (options.type !== undefined) items.getType(ctx, options.type);
    return {
      source: NATIVE_SOURCE,
      mapRecord: createNativeMapRecord(fieldsOf, items.fieldTypes, options.type),
      reading: { format: undefined, records: undefined, delimiter: undefined },
      native: true,
    };
  }
  const type = items.getType(ctx, options.type ?? '');
  const mapping = parseMapping(
    options.mapping,
    type.fields.map((field) => field.name),
  );
  for (const { name, at } of mapping.vocabularies) {
    if (await categories.findVocabulary(ctx, name)) continue;
    const message = `There is no vocabulary “${name}”.`;
    throw new MappingInvalid([{ pointer: at, code: 'unknown_vocabulary', message }]);
  }
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
          value: found.value,
        });
      progress();
    }
  } catch (error) {
    if (!(error instanceof SourceUnreadable)) throw error;
    run.passOver(file, error);
  }
}
