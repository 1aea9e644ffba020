export { type Logger, silentLog } from './log.ts';
