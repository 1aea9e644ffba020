import type { RequestContext } from '#grammar/access';
import { type ExportDeps, exportItems, type ExportOptions } from './export-items.ts';
import { type ImportDeps, importItems, type ImportOptions } from './import-items.ts';
import type { Outcome } from './import-batch.ts';
import { importPrepared, type PreparedItem } from './import-prepared.ts';
import type { ImportSummary } from './import-report.ts';

/** Content in and out of the site, in bulk. */
export interface Transfer {
  importItems(ctx: RequestContext, options: ImportOptions): Promise<ImportSummary>;
  /** Items that come with a recipe: made once, then left to the site. */
  importPrepared(
    ctx: RequestContext,
    source: string,
    prepared: readonly PreparedItem[],
  ): Promise<readonly Outcome[]>;
  exportItems(ctx: RequestContext, options: ExportOptions): AsyncGenerator<string>;
}

export function createTransfer(deps: ImportDeps & ExportDeps): Transfer {
  return {
    importItems: (ctx, options) => importItems(deps, ctx, options),
    importPrepared: (ctx, source, prepared) => importPrepared(deps, ctx, source, prepared),
    exportItems: (ctx, options) => exportItems(deps, ctx, options),
  };
}
