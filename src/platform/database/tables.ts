import type { CategoryTables } from './tables/category-tables.ts';
import type { GatherTables } from './tables/gather-tables.ts';
import type { ItemTables } from './tables/item-tables.ts';
import type { PeopleTables } from './tables/people-tables.ts';
import type { PluginTables } from './tables/plugin-tables.ts';
import type { SiteTables } from './tables/site-tables.ts';
import type { TypeTables } from './tables/type-tables.ts';
import type { WorkTables } from './tables/work-tables.ts';

/** The rows of every table, as `migrations/` makes them: `ColumnType<Read, Insert, Update>`. */
export interface Tables
  extends
    SiteTables,
    PeopleTables,
    TypeTables,
    ItemTables,
    CategoryTables,
    PluginTables,
    GatherTables,
    WorkTables {}
