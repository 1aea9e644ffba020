import type { RequestContext } from '#grammar/access';
import type { ExportDeps, ExportOptions } from './export-items.ts';
import type { ImportOptions } from './import-items.ts';
import type { ImportDeps } from './import-run.ts';
import type { Outcome } from './import-batch.ts';
import type { PreparedItem } from './import-prepared.ts';
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

/** Readers and writers of files are loaded when they are needed: a site that starts needs none. */
export function createTransfer(deps: ImportDeps & ExportDeps): Transfer {
  return {
    async importItems(ctx, options) {
      const { importItems } = await import('./import-items.ts');
      return importItems(deps, ctx, options);
    },
    async importPrepared(ctx, source, prepared) {
      const { importPrepared } = await import('./import-prepared.ts');
      return importPrepared(deps, ctx, source, prepared);
    },
    async *exportItems(ctx, options) {
      const { exportItems } = await import('./export-items.ts');
      yield* exportItems(deps, ctx, options);
    },
  };
}
