import type { Json } from '#base';
import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';

/**
 * Persistent named settings that administrators make, e.g. `site_name`. Kept in memory and the
 * same on every kernel a moment after one of them saved.
 */
export interface Variables extends AsyncDisposable {
  find(name: string): Json | undefined;
  /** The text under `name`, or `fallback` when there is none. */
  text(name: string, fallback: string): string;
  /** Takes part in a transaction when `queries` is one; every kernel knows once it is committed. */
  save(queries: Queries, name: string, value: Json): Promise<void>;
  /** Back to the default. */
  remove(queries: Queries, name: string): Promise<void>;
  /** All of them as they are in the database. */
  read(queries: Queries): Promise<ReadonlyMap<string, Json>>;
  /** What is committed by now is known here once this answers. */
  refresh(): Promise<void>;
}

const CHANNEL = 'variable';

export async function createVariables({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Promise<Variables> {
  let values: ReadonlyMap<string, Json> = new Map();
  let loading = Promise.resolve();
  // One after the other: an older answer must not replace a newer one.
  function load(): Promise<void> {
    return (loading = loading.then(read, read));
  }
  async function read(): Promise<void> {
    values = await readVariables(database.queries);
  }
  const end = await database.listen(CHANNEL, () => {
    load().catch((error: unknown) => log.warn({ err: error }, 'Variables could not be read again'));
  });
  await load();
  return {
    find: (name) => values.get(name),
    text(name, fallback) {
      const value = values.get(name);
      return typeof value === 'string' && value !== '' ? value : fallback;
    },
    async save(queries, name, value) {
      const text = JSON.stringify(value);
      await queries
        .insertInto('variable')
        .values({ name, value: text })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
        .execute();
      await database.notify(queries, CHANNEL, name);
    },
    async remove(queries, name) {
      await queries.deleteFrom('variable').where('name', '=', name).execute();
      await database.notify(queries, CHANNEL, name);
    },
    read: readVariables,
    refresh: load,
    async [Symbol.asyncDispose]() {
      await end();
      // What was read when it ended is read to its end: the database goes next.
      await loading.catch(() => undefined);
    },
  };
}

async function readVariables(queries: Queries): Promise<ReadonlyMap<string, Json>> {
  const rows = await queries.selectFrom('variable').selectAll().execute();
  // What `save` wrote, and so JSON.
  return new Map(rows.map(({ name, value }) => [name, value as Json]));
}
