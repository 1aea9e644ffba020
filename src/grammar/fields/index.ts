export type * from './field-type.ts';
