import type { Generated, GeneratedAlways } from 'kysely';
import type { JsonColumn } from './json-column.ts';

interface CronTaskTable {
  name: string;
  since: Date;
  token: Generated<number>;
  server: Generated<string>;
  lease: Date | null;
  begun: Date | null;
  outcome: 'done' | 'failed' | null;
  said: Generated<string>;
  duration: number | null;
}

interface JobTable {
  id: GeneratedAlways<number>;
  queue: string;
  key: string | null;
  payload: JsonColumn<unknown>;
  priority: Generated<number>;
  state: Generated<'waiting' | 'running' | 'done' | 'failed'>;
  due: Generated<Date>;
  attempts: Generated<number>;
  created: Generated<Date>;
  begun: Date | null;
  ended: Date | null;
  token: Generated<number>;
  server: Generated<string>;
  lease: Date | null;
  progress: number | null;
  said: Generated<string>;
}

/** What is done by itself. */
export interface WorkTables {
  cron_task: CronTaskTable;
  job: JobTable;
}
