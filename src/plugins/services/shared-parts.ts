import type { Database } from '#platform/database';
import type { KeptParts } from '../component/kept-parts.ts';

/** Parts in the database: what one kernel took apart, the others need not. */
export function createSharedParts({ queries }: Database): KeptParts {
  return {
    async find({ hash, madeFor }) {
      const row = await queries
        .selectFrom('plugin_parts')
        .select('bytes')
        .where('hash', '=', hash)
        .where('made_for', '=', madeFor)
        .executeTakeFirst();
      return row?.bytes;
    },
    async save({ hash, madeFor }, bytes) {
      await queries
        .insertInto('plugin_parts')
        .values({ hash, made_for: madeFor, bytes: Buffer.from(bytes) })
        .onConflict((conflict) =>
          conflict.columns(['hash', 'made_for']).doUpdateSet({ bytes: Buffer.from(bytes) }),
        )
        .execute();
    },
  };
}
