import type { RequestContext } from '#grammar/access';
import { type ExportDeps, exportItems, type ExportOptions } from './export-items.ts';
import { type ImportDeps, importItems, type ImportOptions } from './import-items.ts';
import type { ImportSummary } from './import-report.ts';

/** Content in and out of the site, in bulk. */
export interface Transfer {
  importItems(ctx: RequestContext, options: ImportOptions): Promise<ImportSummary>;
  exportItems(ctx: RequestContext, options: ExportOptions): AsyncGenerator<string>;
}

export function createTransfer(deps: ImportDeps & ExportDeps): Transfer {
  return {
    importItems: (ctx, options) => importItems(deps, ctx, options),
    exportItems: (ctx, options) => exportItems(deps, ctx, options),
  };
}
