export type * from './endpoint.ts';
export type * from './page.ts';
export { pathsMeet } from './paths-meet.ts';
