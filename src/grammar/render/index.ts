export * from './builders.ts';
export type * from './elements.ts';
