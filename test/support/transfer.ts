import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { ReportLine } from '#records/transfer';
import { openTestKernel } from './kernel.ts';

/** A site with a type `event` and a folder to import from. */
export async function openImportSite() {
  const site = await openTestKernel();
  const folder = await mkdtemp(join(tmpdir(), 'trovato-import-'));
  const ctx = site.system;
  await site.categories.createVocabulary(ctx, 'topic', { label: 'Topics' });
  await site.items.createType(ctx, 'event', { name: 'Event' });
  const fields: readonly (readonly [string, object])[] = [
    ['dates', { field_type: 'date_range', label: 'Dates', required: true }],
    ['website', { field_type: 'link', label: 'Website' }],
    ['seats', { field_type: 'integer', label: 'Seats' }],
    ['free', { field_type: 'boolean', label: 'Free' }],
    [
      'topics',
      {
        field_type: 'reference',
        label: 'Topics',
        cardinality: -1,
        settings: { target_type: 'term', bundles: ['topic'] },
      },
    ],
    ['after', { field_type: 'reference', label: 'Comes after', settings: { target_type: 'item' } }],
  ];
  for (const [name, input] of fields) await site.items.addField(ctx, 'event', name, input);

  return {
    ...site,
    folder,
    async write(path: string, content: unknown): Promise<void> {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(
        join(folder, path),
        typeof content === 'string' ? content : JSON.stringify(content),
      );
    },
    /** Imports files by a mapping (none: an export) and gathers the report. */
    async import(files: readonly string[], mapping?: string) {
      const lines: ReportLine[] = [];
      const summary = await site.transfer.importItems(ctx, {
        files,
        folder,
        onLine: (line) => void lines.push(line),
        ...(mapping === undefined ? {} : { mapping, type: 'event' }),
      });
      return { ...summary, lines };
    },
    async export(): Promise<readonly string[]> {
      return Array.fromAsync(site.transfer.exportItems(ctx, { format: 'ndjson' }));
    },
    async titles(): Promise<readonly string[]> {
      const page = await site.items.listItems(ctx, { limit: 200, sort: 'title' });
      return page.items.map((item) => item.title);
    },
    async [Symbol.asyncDispose]() {
      await site[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
