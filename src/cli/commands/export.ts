import { inStage } from '#records/stages';
import type { ExportFormat } from '#records/transfer';
import { type Command, Option } from 'commander';
import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contextFor } from '../find-user.ts';
import { isBrokenPipe } from '../broken-pipe.ts';
import type { Answer } from '../command-result.ts';
import { createProgress } from '../progress.ts';
import type { Surroundings } from '../surroundings.ts';
import { withKernel } from '../with-kernel.ts';

interface Options {
  readonly type?: string;
  readonly format: ExportFormat;
  readonly out?: string;
  readonly stage?: string;
}

/** `trovato export items`. */
export function addExport(program: Command, surroundings: Surroundings, answer: Answer): void {
  program
    .command('export')
    .description('take content out')
    .command('items')
    .description(
      'write all content, the trash excepted; “import items” reads ndjson and json again',
    )
    .option('--type <type>', 'only items of this type')
    .addOption(new Option('--format <format>').choices(['ndjson', 'json', 'csv']).default('ndjson'))
    .option('--stage <stage>', 'as this stage has it; default: live')
    .option('--out <file>', 'write there; default: standard output (needed with --json)')
    .action(async ({ type, format, out, stage }: Options) => {
      const json = program.opts()['json'] === true;
      if (json && out === undefined)
        program.error('error: with --json say with --out where to write');
      let items = 0;
      using progress = createProgress(surroundings, json);
      await withKernel(surroundings, async (kernel) => {
        const system = await contextFor(kernel, undefined);
        const ctx =
          stage === undefined
            ? system
            : inStage(system, (await kernel.stages.get(system, stage)).id);
        const pieces = kernel.transfer.exportItems(ctx, {
          format,
          ...(type === undefined ? {} : { type }),
          onProgress(count) {
            items = count;
            progress.update(count, count, `${count.toLocaleString('en')} items`);
          },
        });
        if (out === undefined) await writeOut(surroundings, pieces);
        else await writeFile(resolve(surroundings.folder, out), pieces);
      });
      answer({
        json: { items, format, out },
        text: `Wrote ${items.toLocaleString('en')} items to ${out}.`,
        written: out === undefined,
      });
    });
}

async function writeOut({ stdout }: Surroundings, pieces: AsyncIterable<string>): Promise<void> {
  if (stdout !== process.stdout) {
    for await (const piece of pieces) stdout.write(piece);
    return;
  }
  try {
    await pipeline(pieces, process.stdout, { end: false });
  } catch (error) {
    if (!isBrokenPipe(error)) throw error;
  }
}

/** Puts the whole file in its place at the end: what was there before is not half overwritten. */
async function writeFile(path: string, pieces: AsyncIterable<string>): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    await using file = await open(draft, 'w');
    for await (const piece of pieces) await file.writeFile(piece);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await rename(draft, path);
}
