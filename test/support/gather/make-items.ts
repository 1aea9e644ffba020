import { type JsonObject, LIVE, newId, type StageId, type TermId } from '#base';
import type { RequestContext } from '#grammar/access';
import type { Item } from '#records/items';
import type { TestKernel } from '../kernel.ts';
import { TEST_FIELDS, type TestField } from './gather-fields.ts';
import type { WorldItem, WorldVersion } from './gather-world.ts';

export const NOW = new Date('2026-03-10T22:30:00Z');
export const MINUTE = 60_000;

/** The same numbers in the same order, for each seed. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface Made {
  readonly site: TestKernel;
  readonly admin: RequestContext;
  readonly random: () => number;
}

export function isForMembers(title: string): boolean {
  return title.includes('members');
}

export function pick<One>(random: () => number, from: readonly One[]): One {
  if (from.length === 0) throw new Error('There is nothing to pick from.');
  // Within its bounds.
  return from[Math.floor(random() * from.length)] as One;
}

export async function makeTypes({ site, admin }: Made): Promise<void> {
  for (const [type, every] of [
    ['talk', 1],
    ['note', 2],
    ['page', 5],
  ] as const) {
    await site.items.createType(admin, type, { name: type });
    for (const [i, field] of TEST_FIELDS.entries())
      if (i % every === 0)
        await site.items.addField(admin, type, field.name, {
          field_type: field.fieldType,
          label: field.name,
          cardinality: field.several ? -1 : 1,
          ...(field.settings ? { settings: field.settings } : {}),
        });
  }
}

interface Ids {
  readonly user: readonly string[];
  readonly term: readonly string[];
  readonly file: readonly string[];
  readonly item: string[];
}

export async function makeItems(
  made: Made,
  count: number,
  draft: StageId,
  ids: Ids,
): Promise<readonly WorldItem[]> {
  const { site, admin, random } = made;
  const { items, database } = site;
  const chance = (of: number) => random() < of;
  const found: WorldItem[] = [];
  for (let i = 0; i < count; i += 1) {
    const type = pick(random, ['talk', 'talk', 'note', 'page']);
    const title = `${pick(random, ['Moon', 'moon tide', 'Harbour', 'Zebra', 'Ärger 50%'])}${chance(0.2) ? ' members' : ''}`;
    const input = {
      title,
      status: chance(0.8),
      promote: chance(0.3),
      sticky: chance(0.2),
      author_id: pick(random, ids.user),
      created: new Date(
        NOW.getTime() + Math.floor(random() * 12 - 10) * 700 * MINUTE,
      ).toISOString(),
      fields: fieldsOf(made, type, ids),
    };
    const item = await items.createItem(admin, type, input);
    const isTrashed = chance(0.1);
    const isDraftsOwn = !isTrashed && chance(0.1);
    if (isTrashed) await items.deleteItem(admin, item.id);
    else if (!isDraftsOwn) ids.item.push(item.id);
    if (isDraftsOwn)
      for (const table of ['item', 'item_term', 'item_grant'] as const)
        await database.queries
          .updateTable(table)
          .set({ stage_id: draft })
          .where(table === 'item' ? 'id' : 'item_id', '=', item.id)
          .execute();
    const others = found.filter((other) => other.type === type);
    const change =
      isTrashed || isDraftsOwn || others.length === 0 || chance(0.65)
        ? undefined
        : pick(random, others);
    const changed =
      change &&
      (chance(0.3)
        ? await deleteIn(made, draft, item)
        : await changeIn(made, draft, item, change.own));
    found.push({
      id: item.id,
      type,
      author: item.authorId,
      promote: item.promote,
      sticky: item.sticky,
      created: item.created,
      isTrashed,
      stage: isDraftsOwn ? draft : LIVE,
      isForMembers: isForMembers(title),
      own: versionOf(item),
      ...(changed ? { draft: changed } : {}),
    });
  }
  return found;
}

function versionOf({ title, status, changed, fields }: Item): WorldVersion {
  return { title, status, changed, fields };
}

async function deleteIn({ site }: Made, stage: StageId, { id }: Item): Promise<'deleted'> {
  await site.database.queries
    .insertInto('stage_deletion')
    .values({
      stage_id: stage,
      record_type: 'item',
      record_id: id,
      base_revision_id: null,
      deleted_by: null,
    })
    .execute();
  return 'deleted';
}

/** In the stage it says what another item says. */
async function changeIn(
  { site, admin, random }: Made,
  stage: StageId,
  item: Item,
  other: WorldVersion,
): Promise<WorldVersion> {
  const { queries } = site.database;
  const revision = newId<'revision'>();
  const version = { title: `${other.title} anew`, status: random() < 0.7, fields: other.fields };
  const changed = new Date(NOW.getTime() + Math.floor(random() * 1000) * MINUTE);
  await queries
    .insertInto('item_revision')
    .values({
      id: revision,
      item_id: item.id,
      author_id: admin.actor.id,
      title: version.title,
      status: version.status,
      created: changed,
      fields: JSON.stringify(version.fields),
      stage_id: stage,
      item_author_id: item.authorId,
      promote: item.promote,
      sticky: item.sticky,
      item_created: item.created,
    })
    .execute();
  await queries
    .insertInto('stage_association')
    .values({
      stage_id: stage,
      item_id: item.id,
      target_revision_id: revision,
      base_revision_id: item.revisionId,
      created: item.created,
    })
    .execute();
  const uses = Object.entries(version.fields).flatMap(([field, value]) =>
    [...new Set(termsIn(value))].map((term) => ({ field, term_id: term })),
  );
  for (const use of uses)
    await queries
      .insertInto('item_term')
      .values({ ...use, item_id: item.id, stage_id: stage, created: item.created })
      .execute();
  return { ...version, changed };
}

function termsIn(value: unknown): readonly TermId[] {
  if (Array.isArray(value)) return value.flatMap(termsIn);
  if (typeof value !== 'object' || value === null) return [];
  const found = value as JsonObject;
  return found['target_type'] === 'term'
    ? [found['target_id'] as TermId]
    : Object.values(found).flatMap(termsIn);
}

function fieldsOf({ random }: Made, type: string, ids: Ids): JsonObject {
  const every = { talk: 1, note: 2, page: 5 }[type] ?? 1;
  const has = TEST_FIELDS.filter((_, i) => i % every === 0 && random() < 0.6);
  return Object.fromEntries(
    has.flatMap((field) => {
      const count = field.several ? 1 + Math.floor(random() * 3) : 1;
      const values = Array.from({ length: count }, () => valueOf(field, ids, random)).filter(
        (value) => value !== undefined,
      );
      const [first] = values;
      return first ? [[field.name, field.several ? values : first]] : [];
    }),
  );
}

function valueOf({ pool }: TestField, ids: Ids, random: () => number): JsonObject | undefined {
  if (typeof pool === 'string') {
    if (ids[pool].length === 0) return undefined;
    const id = pick(random, ids[pool]);
    return pool === 'file' ? { file_id: id } : { target_id: id, target_type: pool };
  }
  const value = pick(random, pool);
  return JSON.parse(
    JSON.stringify(value).replaceAll('"TERM"', () => JSON.stringify(pick(random, ids.term))),
  );
}
