import type { Clock } from '#base';
import type { RequestContext } from '#grammar/access';
import type { FieldTypes, ReferenceTargets } from '#grammar/fields';
import type { Database, Queries } from '#platform/database';
import { LIVE } from '#base';
import { StageNotWritable } from './item-errors.ts';
import type { TypeRegistry } from './type-registry.ts';

/** What the operations of this room work with. */
export interface ItemDeps {
  readonly database: Database;
  readonly types: TypeRegistry;
  readonly fieldTypes: FieldTypes;
  readonly references: ReferenceTargets;
  readonly clock: Clock;
}

/** Runs `work` in the caller's transaction if it has one, else in one of its own. */
export async function inTransaction<Result>(
  deps: ItemDeps,
  queries: Queries | undefined,
  work: (queries: Queries) => Promise<Result>,
): Promise<Result> {
  return queries ? work(queries) : deps.database.transaction(work);
}

/** Content is written in live only, as long as stages cannot be written. */
export function checkStageIsWritable(ctx: RequestContext): void {
  if (ctx.stage !== LIVE) throw new StageNotWritable();
}
