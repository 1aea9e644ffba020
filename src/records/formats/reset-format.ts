import { isKernelFormat } from '#grammar/formats';
import { FormatNotFound } from './format-errors.ts';
import { requireFormatAdministration } from './format-permissions.ts';
import type { Formats } from './formats.ts';
import type { FormatDeps } from './format-deps.ts';
import { forgetChanges, lockFormats } from './text-format-store.ts';

/** Makes a format of the program what it came as; its place among the others stays. */
export function createResetFormat({ database, kept }: FormatDeps): Formats['resetFormat'] {
  return async (ctx, name) => {
    requireFormatAdministration(ctx);
    if (!isKernelFormat(name)) throw new FormatNotFound();
    await database.transaction(async (transaction) => {
      await lockFormats(transaction);
      await forgetChanges(transaction, name);
      await kept.tellAll(transaction);
    });
    await kept.refresh();
    ctx.log.info({ format: name, by: ctx.actor.id }, 'A text format was put back as it came');
  };
}
