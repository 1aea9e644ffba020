import { isObject, type Json, type JsonObject, LIVE } from '#base';
import type { Transaction } from '#platform/database';
import type { DocumentKind, Documents, StagedDocument } from '#records/stages';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import { InvalidGather } from '../gather-errors.ts';
import type { SavedGather } from '../gathers.ts';
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

/** Listings as documents of stages: their definition, and whether they are shown. */
export const GATHER = 'gather';

export function documentOf(gather: Gather, enabled: boolean): JsonObject {
  // As it is kept in the database: what JSON says of it.
  const definition: { readonly [part: string]: Json } = JSON.parse(JSON.stringify(gather));
  return { ...definition, enabled };
}

/** The listing in a document of a stage; undefined: deleted, or not to be read by this version. */
export async function savedOf({
  content,
  changed,
}: Pick<StagedDocument, 'content' | 'changed'>): Promise<SavedGather | undefined> {
  if (content === null) return undefined;
  const { enabled, ...definition } = content;
  const parsed = await parseGather(definition);
  if (!parsed.ok) return undefined;
  return { gather: parsed.gather, enabled: enabled === true, version: changed.getTime(), changed };
}

export function byLabel(a: SavedGather, b: SavedGather): number {
  return a.gather.label.localeCompare(b.gather.label, 'en');
}

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
