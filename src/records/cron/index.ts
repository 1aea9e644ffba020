export { type Cron, createCron } from './cron.ts';
export { cronPermissions } from './cron-permissions.ts';
export { cronTaps } from './cron-taps.ts';
export type { CronTask, TaskResult } from './cron-task.ts';
export { createCronScreens } from './screens/cron-screens.ts';
export { startCronTimer } from './cron-timer.ts';
