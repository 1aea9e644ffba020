import type { Json, JsonObject } from '#base';
import type { StagedDocument } from '#records/stages';
import type { Gather } from '../definition/gather.ts';
import { parseGather } from '../definition/parse-gather.ts';
import type { SavedGather } from './saved-gather.ts';

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
