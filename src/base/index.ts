export * from './batched.ts';
export * from './clock.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './json.ts';
export * from './problems.ts';
export { loadSettings } from './load-settings.ts';
export type * from './settings.ts';
