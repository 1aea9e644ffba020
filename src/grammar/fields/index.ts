export type * from './field-type.ts';
export type * from './references.ts';
