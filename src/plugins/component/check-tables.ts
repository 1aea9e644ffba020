import type { CoreModule } from './read-module.ts';
import { Refused } from './refused.ts';
import type { Wiring } from './wiring.ts';

// What tables take lies outside of the memory that is measured and capped, for each instance anew.
// They cannot grow. StarlingMonkey has 2, of 7,766 entries in all.
const MOST_TABLES = 20;
const MOST_ENTRIES = 100_000;

/** Throws `Refused` when the tables of all modules, as often as they are instantiated, are too much. */
export function checkTables(
  modules: readonly Pick<CoreModule, 'tables'>[],
  { instances }: Wiring,
): void {
  const tables = instances.flatMap(({ module }) => modules[module]?.tables ?? []);
  if (tables.length > MOST_TABLES) {
    throw new Refused(`It has ${tables.length} tables; ${MOST_TABLES} are the most.`);
  }
  const entries = tables.reduce((sum, { min }) => sum + min, 0);
  if (entries > MOST_ENTRIES) {
    throw new Refused(`It has tables of ${entries} entries in all; ${MOST_ENTRIES} are the most.`);
  }
}
