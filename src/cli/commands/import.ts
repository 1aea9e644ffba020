import { InvalidInput, NotFound } from '#base';
import type { ImportSummary, ReportLine } from '#records/transfer';
import type { Command } from 'commander';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { contextFor } from '../find-user.ts';
import type { Answer } from '../command-result.ts';
import { createProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Options {
  readonly type?: string;
  readonly map?: string;
  readonly report?: string;
  readonly as?: string;
}

/** Lines of the report that are shown; all of them are in the file of `--report`. */
const SHOWN = 10;

/** `trovato import items FILE…`. */
export function addImport(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('import')
    .description('bring content in')
    .command('items')
    .description(
      'import JSON, NDJSON or CSV as items. Safe to run again, and to be stopped at any moment.',
    )
    .argument('<files...>', 'files, folders, patterns')
    .option('--type <type>', 'item type that the records become; an export says it itself')
    .option('--map <file>', 'mapping file; without one the files are an export of Trovato')
    .option('--report <file>', 'write each refused record and omitted value there, as NDJSON')
    .option('--as <name>', 'author of new items; default: the first administrator')
    .addHelpText(
      'after',
      '\nFails (exit code 1) when a record was refused or a file was unreadable.',
    )
    .action(async (files: readonly string[], options: Options) => {
      if (options.map !== undefined && options.type === undefined) {
        throw new InvalidInput('cli.type_missing', 'Say with --type what the records become.');
      }
      const summary = await runImport(
        surroundings,
        files,
        options,
        program.opts()['json'] === true,
      );
      const { refused, unreadable } = summary.counts;
      answer({
        json: { ...summary.counts, report: summary.shown },
        text: describe(summary, options.report),
        failed: refused + unreadable > 0,
      });
    });
}

interface Imported {
  readonly counts: ImportSummary;
  /** The first lines of the report. */
  readonly shown: readonly ReportLine[];
  readonly lines: number;
}

async function runImport(
  surroundings: Surroundings,
  files: readonly string[],
  { type, map, report, as }: Options,
  json: boolean,
): Promise<Imported> {
  const { folder } = surroundings;
  const mapping = map === undefined ? undefined : await readMapping(resolve(folder, map), map);
  const shown: ReportLine[] = [];
  let lines = 0;
  const output = report === undefined ? undefined : createWriteStream(resolve(folder, report));
  using progress = createProgress(surroundings, json);
  try {
    const counts = await withKernel(surroundings, async (kernel) =>
      kernel.transfer.importItems(await contextFor(kernel, as), {
        files,
        folder,
        ...(mapping === undefined ? {} : { mapping }),
        ...(type === undefined ? {} : { type }),
        onLine(line) {
          lines += 1;
          if (shown.length < SHOWN) shown.push(line);
          output?.write(`${JSON.stringify(line)}\n`);
        },
        onProgress: ({ bytesRead, bytes, records }) =>
          progress.update(bytesRead, bytes, `${records.toLocaleString('en')} records`),
      }),
    );
    return { counts, shown, lines };
  } finally {
    output?.end();
    if (output) await finished(output);
  }
}

async function readMapping(path: string, given: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new NotFound('cli.no_mapping', `The mapping file ${given} cannot be read.`, {
      cause: error,
    });
  }
}

function describe({ counts, shown, lines }: Imported, report: string | undefined): string {
  const { created, updated, unchanged, refused, gone, omitted, files, unreadable } = counts;
  const all = created + updated + unchanged + refused + gone;
  const parts = [
    `${number(created)} new`,
    `${number(updated)} changed`,
    `${number(unchanged)} as before`,
    ...(gone > 0 ? [`${number(gone)} deleted here and left so`] : []),
    ...(refused > 0 ? [`${number(refused)} refused`] : []),
  ];
  const text = [
    `Read ${number(all)} ${all === 1 ? 'record' : 'records'} from ${number(files)} ${files === 1 ? 'file' : 'files'}: ${parts.join(', ')}.`,
    ...(omitted > 0
      ? [
          omitted === 1
            ? '1 value could not be taken and was left out.'
            : `${number(omitted)} values could not be taken and were left out.`,
        ]
      : []),
    ...(unreadable > 0
      ? [
          `${number(unreadable)} ${unreadable === 1 ? 'file' : 'files'} could not be read to the end.`,
        ]
      : []),
    ...shown.map((line) => `  ${describeLine(line)}`),
  ];
  if (lines > shown.length) {
    text.push(
      report === undefined
        ? `  … and ${number(lines - shown.length)} more. --report FILE writes all of them.`
        : `  … and ${number(lines - shown.length)} more, all of them in ${report}.`,
    );
  } else if (report !== undefined && lines > 0) text.push(`All of this is in ${report}.`);
  return text.join('\n');
}

function describeLine({ outcome, file, position, unit, field, value, reason }: ReportLine): string {
  const place = position === undefined ? file : `${file}, ${unit} ${position}`;
  const what = field === undefined ? '' : `, ${field}`;
  const shown = value === undefined ? '' : ` ${JSON.stringify(value)}`;
  return `${outcome}: ${place}${what}${shown}: ${reason}`;
}

function number(count: number): string {
  return count.toLocaleString('en');
}
