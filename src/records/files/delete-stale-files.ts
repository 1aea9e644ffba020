import type { Clock } from '#base';
import { inTransaction, systemContext } from '#grammar/access';
import type { Taps } from '#grammar/taps';
import type { Database } from '#platform/database';
import type { FileStore } from '#platform/files-store';
import { fileDelete, tappedFile } from './file-taps.ts';
import { deleteFileRows, lockStaleFiles } from './managed-file-store.ts';

const SIX_HOURS = 6 * 60 * 60 * 1000;
const AT_ONCE = 50;

/**
 * Deletes the temporary files that nothing has referred to for six hours; answers how many.
 * Bytes go before rows: when it is killed between, the row is still there for the next run.
 */
export async function deleteStaleFiles(deps: {
  readonly database: Database;
  readonly store: FileStore;
  readonly clock: Clock;
  readonly taps: Taps;
}): Promise<number> {
  const olderThan = new Date(deps.clock.now().getTime() - SIX_HOURS);
  let deleted = 0;
  for (;;) {
    const count = await inTransaction(deps.database, systemContext(), async (transaction, ctx) => {
      const stale = await lockStaleFiles(transaction, olderThan, AT_ONCE);
      if (stale.length === 0) return 0;
      if (deps.taps.has(fileDelete)) {
        const told = stale.map((file) => ({ file: tappedFile(file) }));
        await deps.taps.ask(ctx, fileDelete, told);
      }
      await Promise.all(stale.map((file) => deps.store.delete(file.storageKey)));
      await deleteFileRows(
        transaction,
        stale.map((file) => file.id),
      );
      return stale.length;
    });
    deleted += count;
    if (count < AT_ONCE) return deleted;
  }
}
