import type { TextFormat } from '#grammar/formats';
import type { Database, Queries } from '#platform/database';
import type { Logger } from '#platform/telemetry';
import { readFormats } from './text-format-store.ts';

/** The formats in memory, the same on every kernel a moment after one of them saved. */
export interface KeptFormats extends AsyncDisposable {
  /** In order; the same objects until something was saved. */
  list(): readonly TextFormat[];
  /** Every kernel reads them again once the transaction is committed. */
  tellAll(queries: Queries): Promise<void>;
  /** What is committed by now is known here once this answers. */
  refresh(): Promise<void>;
}

const CHANNEL = 'text_format';

export async function createKeptFormats({
  database,
  log,
}: {
  readonly database: Database;
  readonly log: Logger;
}): Promise<KeptFormats> {
  let formats: readonly TextFormat[] = [];
  let loading = Promise.resolve();
  async function read(): Promise<void> {
    formats = await readFormats(database.queries);
  }
  // One after the other: an older answer must not replace a newer one.
  const load = () => (loading = loading.then(read, read));
  const end = await database.listen(CHANNEL, () => {
    load().catch((error: unknown) =>
      log.warn({ err: error }, 'Text formats could not be read again'),
    );
  });
  await load();
  return {
    list: () => formats,
    tellAll: (queries) => database.notify(queries, CHANNEL, ''),
    refresh: load,
    [Symbol.asyncDispose]: end,
  };
}
