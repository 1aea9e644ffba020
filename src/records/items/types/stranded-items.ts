import type { StageId } from '#base';
import type { Queries } from '#platform/database';
import { findStage, listStageChain } from '#records/stages';
import { ItemTypeConflict } from '../item-errors.ts';
import type { TypeSet } from './type-set.ts';
import { countByType, listFieldsHeld, type SomeItems } from './held-types-store.ts';
import { readTypes } from './type-registry.ts';

/**
 * Refuses that items are in a stage that has not their type, or their values where the type has not
 * the field: of some items, or of all of some types.
 */
export async function refuseStranded(
  queries: Queries,
  stages: readonly StageId[],
  some: SomeItems,
): Promise<void> {
  const sets = new Map<StageId, TypeSet>();
  const typesIn = async (stage: StageId): Promise<TypeSet> => {
    const known =
      sets.get(stage) ?? (await readTypes(queries, await listStageChain(queries, stage)));
    sets.set(stage, known);
    return known;
  };
  for (const { stage, type, items } of await countByType(queries, some)) {
    if ((await typesIn(stage)).find(type)) continue;
    throw new ItemTypeConflict(
      'item_type.missing',
      `In ${await nameOf(queries, stage)} there ${counted(items)} of the type “${type}”, its trash included, and the type would not be there. Take both together.`,
    );
  }
  for (const { stage, type, field, items } of await listFieldsHeld(queries, stages, some)) {
    const held = (await typesIn(stage)).find(type);
    if (!held || held.fields.some(({ name }) => name === field)) continue;
    throw new ItemTypeConflict(
      'item_type.field_missing',
      `In ${await nameOf(queries, stage)} there ${counted(items)} with a value of “${field}”, a field that ${held.name} would not have there. Take the type along.`,
    );
  }
}

async function nameOf(queries: Queries, stage: StageId): Promise<string> {
  return `“${(await findStage(queries, stage))?.label ?? stage}”`;
}

function counted(items: number): string {
  return items === 1 ? 'is one item' : `are ${items} items`;
}
