export { createLog } from './create-log.ts';
export { type Logger, silentLog } from './log.ts';
