export type * from './item.ts';
export type * from './item-type.ts';
export type * from './items.ts';
