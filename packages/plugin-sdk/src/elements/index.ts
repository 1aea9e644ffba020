export * from './boxes.ts';
export type { Child } from './children.ts';
export { element, type ElementOf, type KeysOf } from './element.ts';
export type * from './elements.generated.ts';
export { type Entry, list, table } from './lists.ts';
export * from './text.ts';
