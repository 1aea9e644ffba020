import type { Clock } from '#base';
import type { Database } from '#platform/database';
import type { FileStore } from '#platform/files-store';
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
}): Promise<number> {
  const olderThan = new Date(deps.clock.now().getTime() - SIX_HOURS);
  let deleted = 0;
  for (;;) {
    const count = await deps.database.transaction(async (transaction) => {
      const stale = await lockStaleFiles(transaction, olderThan, AT_ONCE);
      if (stale.length === 0) return 0;
      await Promise.all(stale.map((file) => deps.store.delete(file.storage_key)));
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
