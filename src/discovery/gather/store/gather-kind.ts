import { isObject, type JsonObject, LIVE } from '#base';
import type { Transaction } from '#platform/database';
import type { DocumentKind, Documents } from '#records/stages';
import { parseGather } from '../definition/parse-gather.ts';
import { InvalidGather } from '../gather-errors.ts';
import { documentOf, GATHER } from './gather-documents.ts';
import type { KeptGathers } from './kept-gathers.ts';
import { neededBy } from './needed-by-gathers.ts';
import { removeDraftsOf } from './draft-store.ts';
import {
  findVersion,
  insertGather,
  readGathers,
  removeGather,
  writeEnabled,
  writeGather,
} from './gather-store.ts';

/** Listings as a kind of record that stages have versions of. */
export function createGatherKind(
  { tellAll, refresh }: Pick<KeptGathers, 'tellAll' | 'refresh'>,
  documents: Pick<Documents, 'read'>,
): DocumentKind {
  return {
    type: GATHER,
    label: 'Gathers',
    kept: true,
    async read(queries, ids) {
      const saved = await readGathers(queries, () => undefined);
      return new Map(
        saved
          .filter(({ gather }) => ids?.includes(gather.name) ?? true)
          .map(({ gather, enabled }) => [gather.name, documentOf(gather, enabled)]),
      );
    },
    labelOf: (name, { label }) => (typeof label === 'string' ? label : name),
    async write(transaction, { actor }, name, content) {
      if (content === null) {
        await removeGather(transaction, name);
        await removeDraftsOf(transaction, LIVE, name);
      } else await writeLive(transaction, name, content, { at: new Date(), user: actor.id });
      await tellAll(transaction);
    },
    refresh,
    async needs(queries, [stage = LIVE], names) {
      const staged = await documents.read(queries, GATHER, stage);
      return names.flatMap((name) => neededBy(staged.get(name)?.content));
    },
  };
}

async function writeLive(
  transaction: Transaction,
  name: string,
  content: JsonObject,
  by: Parameters<typeof insertGather>[2],
): Promise<void> {
  const { enabled, ...definition } = content;
  const parsed = await parseGather(isObject(definition) ? definition : {});
  if (!parsed.ok) throw new InvalidGather(parsed.problems);
  if ((await findVersion(transaction, name)) === undefined)
    await insertGather(transaction, parsed.gather, by);
  else await writeGather(transaction, name, parsed.gather, by);
  await writeEnabled(transaction, name, enabled === true);
}
