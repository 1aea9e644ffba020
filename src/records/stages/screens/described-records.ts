import type { RequestContext } from '#grammar/access';
import type { DescribedRecord, RecordWords } from './record-words.ts';

/** What the rooms say of the records that the actor may see, by `item:0192…`. */
export async function describeRecords(
  words: readonly RecordWords[],
  ctx: RequestContext,
  records: readonly { readonly type: string; readonly id: string }[],
): Promise<ReadonlyMap<string, DescribedRecord>> {
  const described = new Map<string, DescribedRecord>();
  for (const kind of words) {
    const ids = records.flatMap(({ type, id }) => (type === kind.type ? [id] : []));
    if (ids.length === 0) continue;
    for (const [id, one] of await kind.describe(ctx, ids)) described.set(`${kind.type}:${id}`, one);
  }
  // A room without words keeps nothing from anybody.
  const known = new Set(words.map(({ type }) => type));
  for (const { type, id } of records)
    if (!known.has(type)) described.set(`${type}:${id}`, { kind: type });
  return described;
}
