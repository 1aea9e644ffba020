import { requireFormatAdministration } from './format-permissions.ts';
import type { Formats } from './formats.ts';
import type { FormatDeps } from './format-deps.ts';
import { lockFormats, readFormats, writeOrder } from './text-format-store.ts';

/** Puts the text formats in the order in which people are offered them. */
export function createOrderFormats({ database, kept }: FormatDeps): Formats['orderFormats'] {
  return async (ctx, names) => {
    requireFormatAdministration(ctx);
    await database.transaction(async (transaction) => {
      await lockFormats(transaction);
      const all = (await readFormats(transaction)).map(({ name }) => name);
      const wanted = [...new Set(names)].filter((name) => all.includes(name));
      const rest = all.filter((name) => !wanted.includes(name));
      await writeOrder(transaction, [...wanted, ...rest]);
      await kept.tellAll(transaction);
    });
    await kept.refresh();
    ctx.log.info({ names, by: ctx.actor.id }, 'The text formats were put in order');
  };
}
