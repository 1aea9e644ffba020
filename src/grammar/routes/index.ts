export type * from './endpoint.ts';
export type * from './page.ts';
