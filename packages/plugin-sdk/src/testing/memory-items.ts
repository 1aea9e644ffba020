import { randomUUID } from 'node:crypto';
import type { ItemQuery, SavedItem, StoredItem } from '../context.ts';
import { type FieldValues, valuesIn } from '../field-values.ts';
import type { Host } from '../host.ts';
import type { Capability } from '../manifest/index.ts';
import { type MemorySite, storedItem } from './memory-site.ts';
import { needs, refuse } from './refuse.ts';

const LIMIT = 25;

/** Content in memory. The actor may see what is published, and everything as an administrator. */
export function memoryItems(site: MemorySite, granted: readonly Capability[]): Host['items'] {
  const seen = (item: StoredItem): boolean => item.status || site.actor.admin;
  const load = (id: string): StoredItem => {
    const item = site.items.get(id);
    return item && seen(item) ? item : refuse('not-found', `There is no item ${id}.`);
  };
  return {
    load(id) {
      needs(granted, 'read_content');
      return JSON.stringify(load(id));
    },
    query(text) {
      needs(granted, 'read_content');
      const query: ItemQuery = JSON.parse(text);
      const found = sorted(
        [...site.items.values()].filter((item) => seen(item) && matches(item, query)),
        query.sort,
      );
      const start = found.findIndex(({ id }) => id === query.after) + 1 + (query.offset ?? 0);
      const items = found.slice(start, start + (query.limit ?? LIMIT));
      const next = start + items.length < found.length ? items.at(-1)?.id : undefined;
      const { count } = query;
      const total = count === undefined ? undefined : Math.min(count, found.length);
      return JSON.stringify({ items, next, total });
    },
    save(text) {
      needs(granted, 'write_content');
      const { id, revision, log: _log, fields = {}, ...given }: SavedItem = JSON.parse(text);
      const before = id === undefined ? undefined : load(id);
      if (before && before.revision !== revision) {
        refuse('conflict', `${id} was changed by somebody else. Load it again.`);
      }
      const saved: StoredItem = {
        ...(before ?? storedItem({ id: randomUUID() }, site.now)),
        ...given,
        changed: site.now.toISOString(),
        revision: randomUUID(),
        fields: { ...before?.fields, ...(fields as FieldValues) },
      };
      site.items.set(saved.id, saved);
      return JSON.stringify(saved);
    },
  };
}

/** As the kernel does: the newest first, unless something else is asked for. */
function sorted(
  items: readonly StoredItem[],
  sort: NonNullable<ItemQuery['sort']> = '-created',
): readonly StoredItem[] {
  const key = sort.replace('-', '') as 'created' | 'changed' | 'title';
  const order = sort.startsWith('-') ? -1 : 1;
  return items.toSorted((a, b) => order * a[key].localeCompare(b[key]));
}

function matches({ type, status, fields }: StoredItem, query: ItemQuery): boolean {
  const ofTerm = (): boolean =>
    Object.values(fields)
      .flatMap(valuesIn)
      .some((value) => value['target_id'] === query.term);
  return (
    (query.type === undefined || query.type === type) &&
    (query.published === undefined || query.published === status) &&
    (query.term === undefined || ofTerm())
  );
}
