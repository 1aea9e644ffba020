export { createJobs, type Jobs } from './jobs.ts';
export { jobPermissions } from './job-permissions.ts';
export { jobTaps } from './job-taps.ts';
export { createPluginQueues } from './plugin-queues.ts';
export { createJobScreens } from './screens/job-screens.ts';
