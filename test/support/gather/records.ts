import { can } from '#grammar/access';
import { type JsonObject, isObject, LIVE } from '#base';
import type { World, WorldActor, WorldItem, WorldTerm, WorldVersion } from './gather-world.ts';

/** A record of a base, with its columns by the names that definitions have. */
export interface Rec {
  readonly base: string;
  readonly id: string;
  readonly columns: { readonly [column: string]: Scalar | null };
  readonly fields: WorldVersion['fields'];
  readonly item?: WorldItem;
}
export type Scalar = string | number | boolean | Date;

/** The records of a base that an actor may see. */
export function recordsOf(world: World, base: string, who: WorldActor): readonly Rec[] {
  const { actor } = who.ctx;
  const sees = can(actor, 'access content');
  const administers = can(actor, 'administer users');
  const plain = (record: { readonly id: string; readonly parents?: null }): Rec => ({
    base,
    id: record.id,
    columns: { ...record },
    fields: {},
  });
  switch (base) {
    case 'item':
      return world.items.flatMap((item) => itemRecord(world, item, who) ?? []);
    case 'user':
      return world.users.filter(({ status }) => administers || (sees && status)).map(plain);
    case 'term':
      return termsFor(world, who)
        .filter(() => sees)
        .map((term) => plain({ ...term, parents: null }));
    case 'file':
      return world.files
        .filter(({ permanent, owner, stages }) =>
          permanent
            ? sees && (stages === null || stages.includes(who.ctx.stage))
            : actor.kind !== 'anonymous' && owner === actor.id,
        )
        .map(plain);
    case 'revision':
      return world.revisions.flatMap(({ stage: madeIn, ...revision }) => {
        // A draft is nobody's business who reads live.
        if (madeIn !== LIVE && who.ctx.stage === LIVE) return [];
        const item = world.items.find(({ id }) => id === revision.item);
        const shown = item && itemRecord(world, item, who);
        if (!shown || !can(actor, `view revisions of ${item.type} content`)) return [];
        return [plain(revision)];
      });
    default:
      return [];
  }
}

/** All terms of the stage that somebody reads. */
export function termsFor(world: World, { ctx }: WorldActor): readonly WorldTerm[] {
  return ctx.stage === LIVE ? world.terms : world.draftTerms;
}

function itemRecord(world: World, item: WorldItem, who: WorldActor): Rec | undefined {
  const { actor, stage } = who.ctx;
  const version = versionIn(item, stage === LIVE ? 'live' : 'draft', world);
  if (!version || item.isTrashed) return undefined;
  const isOwn = actor.kind !== 'anonymous' && item.author === actor.id;
  const mayView =
    can(actor, 'access content') &&
    (version.status || isOwn || can(actor, `view unpublished ${item.type} content`));
  if (!actor.isAdmin && (!mayView || (item.isForMembers && !who.isMember))) return undefined;
  const { id, type, author, promote, sticky, created } = item;
  const { title, status, changed } = version;
  const columns = { id, type, title, author, status, promote, sticky, created, changed };
  return { base: 'item', id, columns, fields: version.fields, item };
}

function versionIn(
  item: WorldItem,
  stage: 'live' | 'draft',
  world: World,
): WorldVersion | undefined {
  if (stage === 'live') return item.stage === LIVE ? item.own : undefined;
  if (item.draft === 'deleted') return undefined;
  return item.draft ?? (item.stage === LIVE || item.stage === world.draft ? item.own : undefined);
}

/** The JSON values of a column of fields: `fields.place.town`; of a part, as values of their own. */
export function jsonValues(record: Rec | undefined, column: string): readonly JsonObject[] {
  const [, ...path] = column.split('.');
  let values: readonly unknown[] = [record?.fields];
  for (const name of path)
    values = values.flatMap((value) => {
      const inner = isObject(value) ? value[name] : undefined;
      if (typeof inner === 'string') return [{ value: inner }];
      return Array.isArray(inner) ? inner : inner === undefined ? [] : [inner];
    });
  return values as readonly JsonObject[];
}

const KEYS = ['value', 'target_id', 'file_id', 'uri', 'start'];

/** The values of a column, as they are compared. */
export function scalarsOf(record: Rec | undefined, column: string): readonly Scalar[] {
  if (column.startsWith('fields.'))
    return jsonValues(record, column).flatMap((value) => {
      const key = KEYS.find((one) => one in value);
      const scalar = key === undefined ? undefined : value[key];
      return scalar === undefined || scalar === null || typeof scalar === 'object' ? [] : [scalar];
    });
  const value = record?.columns[column];
  return value === undefined || value === null ? [] : [value];
}
