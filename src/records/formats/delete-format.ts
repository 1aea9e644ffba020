import { isKernelFormat, usePermission } from '#grammar/formats';
import { FormatNotFound, FormatStays } from './format-errors.ts';
import { requireFormatAdministration } from './format-permissions.ts';
import type { Formats } from './formats.ts';
import type { FormatDeps } from './format-deps.ts';
import { lockFormats, readFormats, removeFormat } from './text-format-store.ts';

/**
 * Deletes a text format, and with it the permission to write in it: whoever makes one of this name
 * again decides anew who may.
 */
export function createDeleteFormat(deps: FormatDeps): Formats['deleteFormat'] {
  const { database, kept, withdraw } = deps;
  return async (ctx, name) => {
    requireFormatAdministration(ctx);
    await database.transaction(async (transaction) => {
      await lockFormats(transaction);
      const format = (await readFormats(transaction)).find((one) => one.name === name);
      if (!format) throw new FormatNotFound();
      if (isKernelFormat(name)) throw new FormatStays(format.label);
      await removeFormat(transaction, name);
      await withdraw(transaction, usePermission(name));
      await kept.tellAll(transaction);
    });
    await kept.refresh();
    ctx.log.info({ format: name, by: ctx.actor.id }, 'A text format was deleted');
  };
}
