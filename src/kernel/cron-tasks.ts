import { deleteOldChanges } from '#platform/cache';
import type { Database } from '#platform/database';
import type { FormStates } from '#grammar/forms';
import type { Queues } from '#platform/queue';
import type { Drafts } from '#discovery/gather';
import type { CronTask } from '#records/cron';
import type { Files } from '#records/files';

/** Whoever wants to know what became of a job has looked by then. */
const WEEK = 7 * 24 * 60 * 60 * 1_000;

/** What rooms do again and again. */
export function cronTasks(
  database: Database,
  files: Files,
  states: FormStates,
  queues: Queues,
  drafts: Drafts,
  publishDue: () => Promise<number>,
): readonly CronTask[] {
  return [
    {
      name: 'file_clean_up',
      label: 'Delete uploads that nothing uses',
      schedule: { hours: 1 },
      run: async () => `${await files.deleteStaleFiles()} deleted`,
    },
    {
      name: 'form_clean_up',
      label: 'Delete what forms kept for a while',
      schedule: { hours: 1 },
      run: async () => `${await states.deleteExpired()} deleted`,
    },
    {
      name: 'cache_clean_up',
      label: 'Forget changes that every server knows of',
      schedule: { hours: 1 },
      run: async () => `${await deleteOldChanges(database)} forgotten`,
    },
    {
      name: 'draft_clean_up',
      label: 'Forget changes of gathers that nobody saved for a month',
      schedule: { daily: '04:10' },
      run: async () => `${await drafts.removeOld()} deleted`,
    },
    {
      name: 'job_clean_up',
      label: 'Forget jobs that were done a week ago',
      schedule: { hours: 1 },
      run: async () => `${await queues.deleteDone(WEEK)} deleted`,
    },
    {
      name: 'stage_publish',
      label: 'Publish stages whose time has come',
      schedule: { minutes: 1 },
      run: async () => `${await publishDue()} published`,
    },
  ];
}
